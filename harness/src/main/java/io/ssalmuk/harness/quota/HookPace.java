package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.postgres.JobTable;
import io.ssalmuk.harness.receiver.WebhookReceiver;
import io.ssalmuk.harness.receiver.WebhookReceiver.Arrival;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Jobs whose ends are posted are done about as fast as those whose ends are not. */
record HookPace(String name, Pool pool, RandomGenerator random) implements Scenario {

    private static final int WORKERS = 2;

    private static final int JOBS = 3_000;

    /** Until services and simulator are compiled. */
    private static final int COLD_ROUNDS = 6;

    /** In turn, because a machine has good and bad minutes. */
    private static final int ROUNDS = 10;

    private static final double NEARLY_AS_FAST = 0.9;

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /** Each look makes a connection. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration ASKING = Duration.ofSeconds(30);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS)
                .with(Map.of("SSALMUK_WEBHOOK_ALLOW", "127.0.0.0/8"))
                .compiledThoroughly();
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        try (var receiver = new WebhookReceiver(random, 0, 0)) {
            var plain = topology.newClient();
            var told = topology.newClient();
            var hook = told.post("/api/webhooks", Map.of("url", receiver.url().toString()), ASKING);
            receiver.knows(hook.good().path("secret").asString());
            var without = new ArrayList<Double>();
            var with = new ArrayList<Double>();
            int genuine = 0;
            for (int n = 0; n < COLD_ROUNDS + ROUNDS; n++) {
                // Each is first in every other round, for whoever is second finds fuller tables.
                if (n % 2 == 0) {
                    without.add(run(topology, plain));
                }
                with.add(run(topology, told));
                await(() -> receiver.count() >= JOBS * with.size());
                genuine = genuine(receiver); // Read while nothing is measured.
                if (n % 2 == 1) {
                    without.add(run(topology, plain));
                }
            }
            return judge(
                    without.subList(COLD_ROUNDS, without.size()),
                    with.subList(COLD_ROUNDS, with.size()),
                    genuine - JOBS * COLD_ROUNDS);
        }
    }

    private static int genuine(WebhookReceiver receiver) {
        return (int) receiver.arrivals().stream().filter(Arrival::verified).count();
    }

    /** Seconds from the first submission to the last end. */
    private static double run(Topology topology, HttpJson client)
            throws IOException, InterruptedException {
        var jobs = new JobTable(topology.postgres());
        long begun = System.nanoTime();
        new Load(client).submit(JOBS, n -> "pace " + n);
        await(() -> jobs.open() == 0);
        return (System.nanoTime() - begun) / SECOND;
    }

    private interface Condition {
        boolean holds();
    }

    private static void await(Condition condition) throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        while (!condition.holds() && Instant.now().isBefore(deadline)) {
            Thread.sleep(LOOK_EVERY);
        }
    }

    /** Jobs a second over all runs, for each by itself is better or worse by an eighth. */
    private static double rate(List<Double> seconds) {
        return JOBS * seconds.size() / seconds.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static Verdict judge(List<Double> without, List<Double> with, int delivered) {
        double part = rate(with) / rate(without);
        return new Verdict(
                part >= NEARLY_AS_FAST && delivered >= JOBS * ROUNDS,
                String.format(
                        Locale.ROOT,
                        "%.0f jobs/s with webhooks and %.0f without (%d runs of %d each): %.0f %%; %d of %d events arrived with a good signature",
                        rate(with),
                        rate(without),
                        ROUNDS,
                        JOBS,
                        part * 100,
                        delivered,
                        JOBS * ROUNDS));
    }
}
