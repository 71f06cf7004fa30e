package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.quota.Load.Submitted;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One client sends what the upstream refuses: that is nobody else's matter, and no key's fault. */
record BadRequests(String name, Pool pool) implements Scenario {

    private static final int WORKERS = 3;

    /** Of each client; both together stay within the quota. */
    private static final int PER_MINUTE = 60;

    private static final Duration PACE = Duration.ofSeconds(1);

    private static final Duration SLOWER = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration ASKING = Duration.ofSeconds(30);

    private static final int BAD_REQUEST = 400;

    /** Ssalmuk passes it on, and the upstream wants contents. */
    private static final Map<String, ?> BAD =
            Map.of("model", Topology.MODEL, "request", Map.of("contents", List.of()));

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var good = new Load(topology.newClient());
        var bad = new Load(topology.newClient());
        var alone = new ArrayList<Submitted>();
        var beside = new ArrayList<Submitted>();
        var refused = new ArrayList<Submitted>();
        for (int n = 0; n < PER_MINUTE; n++) {
            alone.add(good.submit("alone " + n));
            Thread.sleep(PACE);
        }
        for (int n = 0; n < PER_MINUTE; n++) {
            refused.add(bad.submit(BAD));
            beside.add(good.submit("beside " + n));
            Thread.sleep(PACE);
        }
        return judge(
                Ends.await(good, alone, PATIENCE),
                Ends.await(good, beside, PATIENCE),
                Ends.await(bad, refused, PATIENCE),
                keysNotActive(topology));
    }

    private static long keysNotActive(Topology topology) throws IOException, InterruptedException {
        return topology.admin()
                .get("/admin/gemini-keys?limit=1000", ASKING)
                .good()
                .path("keys")
                .valueStream()
                .filter(key -> !key.path("state").asString().equals("active"))
                .count();
    }

    private static Verdict judge(Ends alone, Ends beside, Ends refused, long keysNotActive) {
        boolean asFast = beside.usual().compareTo(alone.usual().plus(SLOWER)) <= 0;
        return new Verdict(
                asFast
                        && keysNotActive == 0
                        && alone.completed() + beside.completed() == 2 * PER_MINUTE
                        && refused.failedWith(BAD_REQUEST) == PER_MINUTE,
                String.format(
                        Locale.ROOT,
                        "%d bad requests ended with 400, %d keys are not active, the other client's jobs took %d ms before and %d ms beside (95 %%), %d of %d completed",
                        refused.failedWith(BAD_REQUEST),
                        keysNotActive,
                        alone.usual().toMillis(),
                        beside.usual().toMillis(),
                        alone.completed() + beside.completed(),
                        2 * PER_MINUTE));
    }
}
