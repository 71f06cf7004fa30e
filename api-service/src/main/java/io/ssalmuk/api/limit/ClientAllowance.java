package io.ssalmuk.api.limit;

import io.ssalmuk.api.access.Clients;
import io.ssalmuk.api.submit.Allowance;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.client.ClientLimits;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** Lets a job in if its client may have another. A client without limits costs nothing. */
@Component
final class ClientAllowance implements Allowance {

    /** Jobs end at any time: soon enough to be worth it, and no sooner than it can be noticed. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final ClientMeters meters;
    private final OpenJobs openJobs;
    private final TokensUsed tokens;
    private final InstantSource clock;

    ClientAllowance(
            ClientMeters meters, OpenJobs openJobs, TokensUsed tokens, InstantSource clock) {
        this.meters = meters;
        this.openJobs = openJobs;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public <T> T accept(
            ClientId client, JobId job, Supplier<T> accepting, Predicate<? super T> taken) {
        var limits = Clients.current().map(known -> known.terms().limits());
        return limits.filter(ClientLimits::onJobs)
                .map(some -> accept(new Candidate(client, job, some), accepting, taken))
                .orElseGet(accepting);
    }

    /** A job that is to be let in. */
    private record Candidate(ClientId client, JobId job, ClientLimits limits) {}

    private <T> T accept(Candidate job, Supplier<T> accepting, Predicate<? super T> taken) {
        take(job);
        boolean accepted = false;
        try {
            var answer = accepting.get();
            accepted = taken.test(answer);
            return answer;
        } finally {
            if (!accepted) {
                giveBack(job);
            }
        }
    }

    private void take(Candidate job) {
        var tokensADay = job.limits().tokensPerDay();
        if (tokensADay != null) {
            takeTokens(job, tokensADay);
        }
        var atOnce = job.limits().concurrentJobs();
        if (atOnce != null) {
            takePlace(job, atOnce);
        }
        var perDay = job.limits().jobsPerDay();
        if (perDay != null) {
            takeOfDay(job, perDay);
        }
    }

    private void takeTokens(Candidate job, long quota) {
        long left = quota - tokens.today(job.client());
        var policy = Policy.tokensPerDay(quota);
        RateHeaders.tell(policy, left, restOfDay());
        if (left <= 0) {
            throw RateHeaders.refusal(
                    policy, "has used up its " + quota + " tokens per day (UTC)", restOfDay());
        }
    }

    private void takePlace(Candidate job, int quota) {
        var left = openJobs.take(job.client(), job.job(), quota);
        var policy = Policy.openJobs(quota);
        RateHeaders.tell(policy, left.orElse(0), null);
        if (left.isEmpty()) {
            throw RateHeaders.refusal(
                    policy,
                    "has " + quota + " jobs that have not ended, and may have no more",
                    SOON);
        }
    }

    private void takeOfDay(Candidate job, int quota) {
        var left = meters.take(job.client(), Window.DAY, quota);
        var policy = Policy.jobsPerDay(quota);
        RateHeaders.tell(policy, left.orElse(0), restOfDay());
        if (left.isEmpty()) {
            leave(job);
            throw RateHeaders.refusal(
                    policy, "may submit " + quota + " jobs per day (UTC)", restOfDay());
        }
    }

    private void giveBack(Candidate job) {
        leave(job);
        var perDay = job.limits().jobsPerDay();
        if (perDay != null) {
            meters.giveBack(job.client(), Window.DAY, perDay);
        }
    }

    private void leave(Candidate job) {
        if (job.limits().concurrentJobs() != null) {
            openJobs.giveBack(job.client(), job.job());
        }
    }

    private Duration restOfDay() {
        var now = clock.instant();
        return Duration.between(now, Window.DAY.end(now));
    }
}
