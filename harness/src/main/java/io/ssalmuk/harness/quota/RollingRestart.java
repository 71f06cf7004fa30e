package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;

/** Every worker is asked to end, and started again, one after the other: no job notices. */
record RollingRestart(String name, Pool pool) implements Scenario {

    private static final int WORKERS = 3;

    private static final int JOBS = 3_000;

    /** Calls are still under way when a worker is told to end. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(8);

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var load = new Load(topology.newClient());
        var jobs = load.submit(JOBS, n -> "rolling " + n);
        for (var worker : topology.workers()) {
            Thread.sleep(UNDER_WAY);
            worker.close();
            worker.start();
            topology.awaitWorkers();
        }
        var ends = Ends.await(load, jobs, PATIENCE);
        return judge(new Journal(topology.upstream().callsSince(0)), ends);
    }

    private static Verdict judge(Journal journal, Ends ends) {
        long calls = journal.passed();
        return new Verdict(
                ends.completed() == JOBS
                        && ends.inOneAttempt() == JOBS
                        && calls == JOBS
                        && journal.refused() == 0,
                String.format(
                        Locale.ROOT,
                        "%d of %d jobs completed, %d of them in their first attempt, %d failed; %d calls, %d refused",
                        ends.completed(),
                        JOBS,
                        ends.inOneAttempt(),
                        ends.failed(),
                        calls,
                        journal.refused()));
    }
}
