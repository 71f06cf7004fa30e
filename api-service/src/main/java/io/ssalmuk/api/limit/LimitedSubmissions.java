package io.ssalmuk.api.limit;

import io.ssalmuk.api.access.Clients;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.submit.Submissions;
import io.ssalmuk.api.submit.Submitted;
import io.ssalmuk.client.ClientLimits;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Lets a job in if its client may have another. A client without limits costs nothing. */
@Component
@Primary
final class LimitedSubmissions implements Submissions {

    /** Jobs end at any time: soon enough to be worth it, and no sooner than it can be noticed. */
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Submissions submissions;
    private final ClientMeters meters;
    private final OpenJobs openJobs;
    private final TokensUsed tokens;
    private final InstantSource clock;

    LimitedSubmissions(
            @Qualifier("submitBatcher") Submissions submissions,
            ClientMeters meters,
            OpenJobs openJobs,
            TokensUsed tokens,
            InstantSource clock) {
        this.submissions = submissions;
        this.meters = meters;
        this.openJobs = openJobs;
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public Submitted submit(Submission submission) {
        var limits =
                Clients.current().map(client -> client.terms().limits()).orElse(ClientLimits.NONE);
        if (!limits.onJobs()) {
            return submissions.submit(submission);
        }
        take(submission, limits);
        return submitted(submission, limits);
    }

    /** What is not accepted is not counted. */
    private Submitted submitted(Submission submission, ClientLimits limits) {
        boolean accepted = false;
        try {
            var submitted = submissions.submit(submission);
            accepted = submitted instanceof Submitted.Taken;
            return submitted;
        } finally {
            if (!accepted) {
                giveBack(submission, limits);
            }
        }
    }

    private void take(Submission submission, ClientLimits limits) {
        var tokensADay = limits.tokensPerDay();
        if (tokensADay != null) {
            takeTokens(submission, tokensADay);
        }
        var atOnce = limits.concurrentJobs();
        if (atOnce != null) {
            takePlace(submission, atOnce);
        }
        var perDay = limits.jobsPerDay();
        if (perDay != null) {
            takeOfDay(submission, perDay, limits);
        }
    }

    private void takeTokens(Submission submission, long quota) {
        long left = quota - tokens.today(submission.client());
        var policy = Policy.tokensPerDay(quota);
        RateHeaders.tell(policy, left, restOfDay());
        if (left <= 0) {
            throw RateHeaders.refusal(
                    policy, "has used up its " + quota + " tokens per day (UTC)", restOfDay());
        }
    }

    private void takePlace(Submission submission, int quota) {
        var left = openJobs.take(submission.client(), submission.id(), quota);
        var policy = Policy.openJobs(quota);
        RateHeaders.tell(policy, left.orElse(0), null);
        if (left.isEmpty()) {
            throw RateHeaders.refusal(
                    policy,
                    "has " + quota + " jobs that have not ended, and may have no more",
                    SOON);
        }
    }

    private void takeOfDay(Submission submission, int quota, ClientLimits limits) {
        var left = meters.take(submission.client(), Window.DAY, quota);
        var policy = Policy.jobsPerDay(quota);
        RateHeaders.tell(policy, left.orElse(0), restOfDay());
        if (left.isEmpty()) {
            leave(submission, limits);
            throw RateHeaders.refusal(
                    policy, "may submit " + quota + " jobs per day (UTC)", restOfDay());
        }
    }

    private void giveBack(Submission submission, ClientLimits limits) {
        leave(submission, limits);
        var perDay = limits.jobsPerDay();
        if (perDay != null) {
            meters.giveBack(submission.client(), Window.DAY, perDay);
        }
    }

    private void leave(Submission submission, ClientLimits limits) {
        if (limits.concurrentJobs() != null) {
            openJobs.giveBack(submission.client(), submission.id());
        }
    }

    private Duration restOfDay() {
        var now = clock.instant();
        return Duration.between(now, Window.DAY.end(now));
    }
}
