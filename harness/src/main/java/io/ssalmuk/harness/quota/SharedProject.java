package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Somebody else uses half of one project: few calls are wasted on it, and every job ends well. */
record SharedProject(String name, Pool pool) implements Scenario {

    private static final int WORKERS = 3;

    private static final Duration SPAN = Duration.ofMinutes(5);

    /** As many as the pool can do in that time. */
    private static final int JOBS = 700;

    private static final double WASTED = 0.03;

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        others(topology, pool.perMinute().getFirst() / 2);
        var load = new Load(topology.newClient());
        var jobs = load.submit(JOBS, n -> "shared " + n);
        Thread.sleep(SPAN);
        others(topology, 0);
        var ends = Ends.await(load, jobs, PATIENCE);
        return judge(new Journal(topology.upstream().callsSince(0)), ends);
    }

    private static void others(Topology topology, int perMinute) {
        topology.upstream()
                .order(
                        "others",
                        Map.of(
                                "project",
                                "project-1",
                                "model",
                                Topology.MODEL,
                                "perMinute",
                                perMinute,
                                "evenly",
                                true));
    }

    private static Verdict judge(Journal journal, Ends ends) {
        double wasted = (double) journal.refused() / journal.calls().size();
        return new Verdict(
                wasted < WASTED && ends.completed() == JOBS,
                String.format(
                        Locale.ROOT,
                        "%d of %d calls refused (%.1f %%, less than %.0f %%), %d of %d jobs completed, %d failed; %d calls in 5 minutes",
                        journal.refused(),
                        journal.calls().size(),
                        100 * wasted,
                        100 * WASTED,
                        ends.completed(),
                        JOBS,
                        ends.failed(),
                        journal.passedWithin(SPAN)));
    }
}
