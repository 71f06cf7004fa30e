package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.postgres.JobTable;
import io.ssalmuk.harness.receiver.WebhookReceiver;
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

    private static final int JOBS = 1_500;

    /** Until services and simulator are compiled. */
    private static final int COLD_ROUNDS = 2;

    /** In turn, because a machine has good and bad minutes. */
    private static final int ROUNDS = 10;

    private static final double NEARLY_AS_FAST = 0.9;

    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration ASKING = Duration.ofSeconds(30);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS)
                .with(Map.of("SSALMUK_WEBHOOK_ALLOW", "127.0.0.0/8"));
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
            for (int n = 0; n < COLD_ROUNDS + ROUNDS; n++) {
                // Each is first in every other round, for whoever is second finds fuller tables.
                if (n % 2 == 0) {
                    without.add(rate(topology, plain));
                }
                with.add(rate(topology, told));
                await(() -> receiver.arrivals().size() >= JOBS * with.size());
                if (n % 2 == 1) {
                    without.add(rate(topology, plain));
                }
            }
            return judge(
                    without.subList(COLD_ROUNDS, without.size()),
                    with.subList(COLD_ROUNDS, with.size()),
                    receiver.arrivals().size() - JOBS * COLD_ROUNDS);
        }
    }

    /** Jobs a second, from the first submission to the last end. */
    private static double rate(Topology topology, HttpJson client)
            throws IOException, InterruptedException {
        var jobs = new JobTable(topology.postgres());
        long begun = System.nanoTime();
        new Load(client).submit(JOBS, n -> "pace " + n);
        await(() -> jobs.open() == 0);
        return JOBS / ((System.nanoTime() - begun) / SECOND);
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

    private static double median(List<Double> all) {
        var sorted = all.stream().sorted().toList();
        int half = sorted.size() / 2;
        return (sorted.get(half) + sorted.get(sorted.size() - 1 - half)) / 2;
    }

    private static Verdict judge(List<Double> without, List<Double> with, int delivered) {
        double part = median(with) / median(without);
        return new Verdict(
                part >= NEARLY_AS_FAST && delivered >= JOBS * ROUNDS,
                String.format(
                        Locale.ROOT,
                        "%.0f jobs/s with webhooks and %.0f without (medians of %d): %.0f %%; %d of %d events arrived",
                        median(with),
                        median(without),
                        ROUNDS,
                        part * 100,
                        delivered,
                        JOBS * ROUNDS));
    }
}
