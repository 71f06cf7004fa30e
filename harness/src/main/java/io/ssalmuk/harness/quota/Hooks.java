package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.receiver.WebhookReceiver;
import io.ssalmuk.harness.receiver.WebhookReceiver.Arrival;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Every end of a job arrives, though the receiver fails, hangs and is killed, and workers are
 * killed while jobs end and while events are delivered.
 */
record Hooks(String name, Pool pool, RandomGenerator random) implements Scenario {

    private static final int WORKERS = 3;

    private static final int JOBS = 5_000;

    private static final double FAILING = 0.3;

    private static final double HANGING = 0.05;

    private static final int RECEIVER_KILLS = 2;

    private static final int WORKER_KILLS = 4;

    private static final Duration AWAY = Duration.ofSeconds(5);

    private static final Duration BETWEEN_KILLS = Duration.ofSeconds(15);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private static final Duration PATIENCE = Duration.ofMinutes(8);

    private static final Duration ASKING = Duration.ofSeconds(30);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS)
                .with(
                        Map.of(
                                "SSALMUK_WEBHOOK_ALLOW", "127.0.0.0/8",
                                "SSALMUK_WEBHOOK_SCHEDULE", "1s,2s,3s,4s,5s,1s,2s,3s,4s,5s",
                                "SSALMUK_WEBHOOK_PER_ENDPOINT", "64"));
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        try (var receiver = new WebhookReceiver(random, FAILING, HANGING)) {
            var client = topology.newClient();
            var hook =
                    client.post("/api/webhooks", Map.of("url", receiver.url().toString()), ASKING);
            receiver.knows(hook.good().path("secret").asString());
            var load = new Load(client);
            var jobs = load.submit(JOBS, n -> "hook " + n);
            var ids = jobs.stream().map(Load.Submitted::id).collect(Collectors.toSet());
            var kills = kill(topology, receiver, ids);
            var ends = Ends.await(load, jobs, PATIENCE);
            return judge(receiver.arrivals(), ids, ends, kills);
        }
    }

    /** Until all have arrived; answers how often a worker was killed. */
    private int kill(Topology topology, WebhookReceiver receiver, Set<String> jobs)
            throws InterruptedException {
        var deadline = Instant.now().plus(PATIENCE);
        var next = Instant.now().plus(BETWEEN_KILLS);
        int kills = 0;
        while (!accepted(receiver.arrivals()).containsAll(jobs)
                && Instant.now().isBefore(deadline)) {
            Thread.sleep(LOOK_EVERY);
            if (Instant.now().isAfter(next)) {
                var worker = topology.workers().get(kills % WORKERS);
                worker.kill();
                worker.start();
                if (kills++ < RECEIVER_KILLS) {
                    receiver.kill();
                    Thread.sleep(AWAY);
                    receiver.start();
                }
                next = Instant.now().plus(BETWEEN_KILLS);
            }
        }
        return kills;
    }

    /** What was refused or left hanging has to come again. */
    private static Set<String> accepted(Collection<Arrival> arrivals) {
        return arrivals.stream()
                .filter(Arrival::accepted)
                .map(Arrival::job)
                .collect(Collectors.toSet());
    }

    private static Verdict judge(
            Collection<Arrival> arrivals, Set<String> jobs, Ends ends, int kills) {
        var names = new HashMap<String, Set<String>>();
        arrivals.forEach(
                one -> names.computeIfAbsent(one.job(), _ -> new HashSet<>()).add(one.webhookId()));
        var accepted = accepted(arrivals);
        long arrived = jobs.stream().filter(accepted::contains).count();
        long renamed = names.values().stream().filter(ids -> ids.size() > 1).count();
        long forged = arrivals.stream().filter(one -> !one.verified()).count();
        return new Verdict(
                arrived == JOBS
                        && renamed == 0
                        && forged == 0
                        && ends.completed() == JOBS
                        && kills >= WORKER_KILLS
                        && arrivals.size() > JOBS,
                String.format(
                        Locale.ROOT,
                        "%d of %d events accepted, of %d deliveries; %d workers and %d receivers killed; %d events under two ids, %d signatures wrong; %d jobs completed",
                        arrived,
                        JOBS,
                        arrivals.size(),
                        kills,
                        Math.min(kills, RECEIVER_KILLS),
                        renamed,
                        forged,
                        ends.completed()));
    }
}
