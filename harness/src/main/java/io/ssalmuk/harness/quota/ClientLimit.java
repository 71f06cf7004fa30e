package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A client asks three APIs for more than it may: together they let through what is allowed. */
record ClientLimit(String name, Pool pool) implements Scenario {

    private static final int APIS = 3;

    private static final int THREADS_AT_EACH = 4;

    private static final int PER_MINUTE = 600;

    private static final int MINUTES = 3;

    private static final double HUNDREDTH = 0.01;

    private static final Duration BETWEEN = Duration.ofMillis(20);

    private static final Duration ASKING = Duration.ofSeconds(30);

    private static final int OK = 200;

    private static final int TOO_MANY = 429;

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, 1).withApis(APIS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var client =
                topology.newClient(Map.of("limits", Map.of("requests_per_minute", PER_MINUTE)));
        var first = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        var end = first.plus(MINUTES, ChronoUnit.MINUTES);
        var passed = new TreeMap<Instant, Integer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = new ArrayList<Future<List<Instant>>>();
            for (URI api : topology.apiUrls()) {
                for (int n = 0; n < THREADS_AT_EACH; n++) {
                    asking.add(threads.submit(askUntil(end, client.at(api))));
                }
            }
            for (var one : asking) {
                one.get().forEach(at -> passed.merge(minute(at), 1, Integer::sum));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        return judge(passed.subMap(first, end).values());
    }

    private static Instant minute(Instant at) {
        return at.truncatedTo(ChronoUnit.MINUTES);
    }

    /** When those were sent that were let through. */
    private static Callable<List<Instant>> askUntil(Instant end, HttpJson client) {
        return () -> {
            var passed = new ArrayList<Instant>();
            while (Instant.now().isBefore(end)) {
                var sent = Instant.now();
                var answer = client.get("/api/models", ASKING);
                switch (answer.status()) {
                    case OK -> passed.add(sent);
                    case TOO_MANY -> {}
                    default -> throw new IllegalStateException(answer.toString());
                }
                Thread.sleep(BETWEEN);
            }
            return passed;
        };
    }

    private static Verdict judge(Collection<Integer> minutes) {
        return new Verdict(
                minutes.size() == MINUTES
                        && minutes.stream()
                                .allMatch(n -> Math.abs(n - PER_MINUTE) <= HUNDREDTH * PER_MINUTE),
                String.format(
                        Locale.ROOT,
                        "%s requests passed in the minutes, of %d that are allowed",
                        minutes,
                        PER_MINUTE));
    }
}
