package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Two clients with more jobs than there is quota for, one of three times the other's weight. */
record Weights(String name, Pool pool) implements Scenario {

    private static final int WORKERS = 3;

    private static final int HEAVY = 3;

    private static final int JOBS = 3_000;

    private static final Duration SPAN = Duration.ofMinutes(3);

    private static final double TENTH = 0.1;

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var light = new Load(topology.newClient());
        var heavy = new Load(topology.newClient(Map.of("weight", HEAVY)));
        light.submit(JOBS, n -> "light " + n);
        heavy.submit(JOBS, n -> "heavy " + n);
        var begun = Instant.now();
        Thread.sleep(SPAN);
        return judge(new Journal(topology.upstream().callsSince(0)), begun);
    }

    private static Verdict judge(Journal journal, Instant begun) {
        long lights = journal.passedSince(begun, "light");
        long heavies = journal.passedSince(begun, "heavy");
        double ratio = (double) heavies / Math.max(1, lights);
        return new Verdict(
                Math.abs(ratio - HEAVY) <= TENTH * HEAVY && journal.refused() == 0,
                String.format(
                        Locale.ROOT,
                        "%d calls of weight %d, %d of weight 1: %.2f to 1; %d refused",
                        heavies,
                        HEAVY,
                        lights,
                        ratio,
                        journal.refused()));
    }
}
