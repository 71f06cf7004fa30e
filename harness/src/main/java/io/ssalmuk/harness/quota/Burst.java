package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** As many jobs as an idle pool has quota for: their calls leave at once. */
record Burst(String name, Pool pool) implements Scenario {

    private static final int WORKERS = 3;

    /** So that no class is loaded and no connection made for the calls that count. */
    private static final int WARM_UP = 45;

    private static final Duration IDLE = Duration.ofSeconds(63);

    private static final Duration WITHIN = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var load = new Load(topology.newClient());
        Ends.await(load, load.submit(WARM_UP, n -> "warm " + n), PATIENCE);
        Thread.sleep(IDLE);
        var before = topology.upstream().callsSince(0);
        var begun = Instant.now();
        var jobs = load.submit(pool.requestsPerMinute(), n -> "burst " + n);
        Ends.await(load, jobs, PATIENCE);
        return judge(new Journal(topology.upstream().callsSince(before.size())), begun);
    }

    private Verdict judge(Journal journal, Instant begun) {
        var first = journal.first().orElse(begun);
        var last = journal.last().orElse(begun);
        var span = Duration.between(first, last);
        return new Verdict(
                journal.passed() == pool.requestsPerMinute()
                        && journal.refused() == 0
                        && span.compareTo(WITHIN) <= 0,
                String.format(
                        Locale.ROOT,
                        "%d of %d calls, the last %d ms after the first, %d ms after the first job was submitted, %d refused",
                        journal.passed(),
                        pool.requestsPerMinute(),
                        span.toMillis(),
                        Duration.between(begun, last).toMillis(),
                        journal.refused()));
    }
}
