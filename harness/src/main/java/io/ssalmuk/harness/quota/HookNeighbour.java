package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.receiver.WebhookReceiver;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Of one client's two endpoints one never answers, and the other does not feel it. */
record HookNeighbour(String name, Pool pool, RandomGenerator random) implements Scenario {

    private static final int WORKERS = 2;

    private static final int A_SECOND = 20;

    private static final int SECONDS = 60;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final double MOST = 0.95;

    private static final Duration SOON = Duration.ofMillis(250);

    private static final Duration LAST_ONES = Duration.ofSeconds(10);

    private static final Duration ASKING = Duration.ofSeconds(30);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS)
                .with(Map.of("SSALMUK_WEBHOOK_ALLOW", "127.0.0.0/8"));
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        try (var fast = new WebhookReceiver(random, 0, 0);
                var hanging = new WebhookReceiver(random, 0, 1)) {
            var client = topology.newClient();
            for (var receiver : List.of(hanging, fast)) {
                var hook =
                        client.post(
                                "/api/webhooks", Map.of("url", receiver.url().toString()), ASKING);
                receiver.knows(hook.good().path("secret").asString());
            }
            var load = new Load(client);
            var begun = Instant.now();
            for (int n = 0; n < SECONDS; n++) {
                load.submit(A_SECOND, each -> "neighbour " + each);
                Thread.sleep(
                        Duration.between(Instant.now(), begun.plus(SECOND.multipliedBy(n + 1L))));
            }
            Thread.sleep(LAST_ONES);
            return judge(fast.arrivals(), hanging.arrivals().size());
        }
    }

    private static Verdict judge(Collection<WebhookReceiver.Arrival> arrivals, int hanging) {
        var delays =
                arrivals.stream()
                        .map(one -> Duration.between(one.ended(), one.at()))
                        .sorted()
                        .toList();
        var usual = delays.isEmpty() ? LAST_ONES : delays.get((int) (MOST * (delays.size() - 1)));
        return new Verdict(
                delays.size() == A_SECOND * SECONDS && hanging > 0 && usual.compareTo(SOON) < 0,
                String.format(
                        Locale.ROOT,
                        "%d of %d events at the fast endpoint, 95 %% of them within %d ms of the job's end; %d attempts hang at the other",
                        delays.size(),
                        A_SECOND * SECONDS,
                        usual.toMillis(),
                        hanging));
    }
}
