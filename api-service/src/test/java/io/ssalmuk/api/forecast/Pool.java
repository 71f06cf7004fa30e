package io.ssalmuk.api.forecast;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.InMemoryJobs;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.InMemoryPool;
import io.ssalmuk.quota.InMemoryQuota;
import io.ssalmuk.quota.InMemoryQuotaSupply;
import io.ssalmuk.quota.KeyPool.PoolMode;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKeys;
import io.ssalmuk.quota.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A whole service whose time a test moves: jobs are accepted with a forecast, admitted client by
 * client, served in the order of their tickets as the ledger allows, and answered after a while.
 */
final class Pool {

    static final Duration A_CALL = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(250);

    final ManualClock clock = new ManualClock(Instant.parse("2026-07-01T19:00:00Z"));
    final Map<JobId, Forecast> forecasts = new HashMap<>();
    final Map<JobId, Instant> ends = new HashMap<>();
    final ReadForecasts forecasting;
    private final InMemoryBoots boots = new InMemoryBoots(clock);
    private final InMemoryJobs jobs = new InMemoryJobs(boots, clock);
    private final InMemoryQuota ledger;
    private final Deque<Ticket> tickets = new ArrayDeque<>();
    private final List<Running> running = new ArrayList<>();
    private final UUID boot = UUID.randomUUID();

    private record Running(Claim claim, Instant end) {}

    Pool(int projects, Limits limits) {
        var pool = new InMemoryPool();
        pool.merge(PooledKeys.projects(projects), Tier.FREE, new PoolMode(false, false));
        pool.limit(JobRequests.FLASH.bucket(), Tier.FREE, limits, LimitSource.CATALOGUE);
        boots.born(boot, "worker");
        this.ledger = new InMemoryQuota(pool, false, clock, () -> 0);
        this.forecasting =
                new ReadForecasts(
                        new InMemoryQuotaSupply(ledger),
                        jobs.lineups(),
                        () -> Map.of(JobRequests.FLASH.bucket(), A_CALL),
                        clock,
                        Runnable::run);
    }

    Instant submit(JobRequest job) {
        forecasting.expect(job.bucket());
        var accepted = jobs.accept(List.of(job)).getFirst();
        if (accepted.ticketed()) {
            tickets.add(job.ticket());
        }
        forecasting.accepted(job).ifPresent(forecast -> forecasts.put(job.id(), forecast));
        return clock.instant();
    }

    /** Lets time pass, during which all is served that can be. */
    void pass(Duration time) {
        var end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            serve();
            var left = Duration.between(clock.instant(), end);
            clock.pass(left.compareTo(TICK) < 0 ? left : TICK);
        }
    }

    /** Until every job has ended. */
    void finish() {
        while (ends.size() < forecasts.size()) {
            pass(TICK);
        }
    }

    private void serve() {
        running.removeIf(this::ended);
        jobs.waitingLines().forEach(line -> tickets.addAll(jobs.admit(line, 64, 500)));
        while (!tickets.isEmpty()
                && ledger.lease(
                                JobRequests.FLASH.bucket(),
                                List.of(new Ask(1, tickets.peek().tokens(), false)),
                                1)
                        instanceof LeaseAnswer.Granted) {
            var claim = jobs.claim(tickets.remove().job(), boot).orElseThrow();
            running.add(new Running(claim, clock.instant().plus(A_CALL)));
        }
    }

    private boolean ended(Running call) {
        boolean over = !call.end().isAfter(clock.instant());
        if (over) {
            ends.put(call.claim().job(), call.end());
            jobs.complete(call.claim(), Body.of("{}"), CallFacts.NONE);
        }
        return over;
    }
}
