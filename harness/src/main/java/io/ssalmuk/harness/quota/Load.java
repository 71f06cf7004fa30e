package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Submits jobs and asks for their ends. */
final class Load {

    private static final Duration SUBMIT = Duration.ofSeconds(60);
    private static final Duration ASK = Duration.ofSeconds(90);

    /** Enough to keep an API busy, and few enough to leave the machine to the others. */
    private static final int AT_A_TIME = 24;

    private final HttpJson client;

    Load(HttpJson client) {
        this.client = client;
    }

    /**
     * A job that was accepted.
     *
     * @param at when the API had answered
     */
    record Submitted(String id, Instant at, JsonNode answer) {}

    /** Several at a time, all accepted. */
    List<Submitted> submit(int count, IntFunction<String> prompt) throws InterruptedException {
        return inParallel(count, n -> () -> submit(prompt.apply(n)));
    }

    Submitted submit(String prompt) throws IOException, InterruptedException {
        return submit(Map.of("model", Topology.MODEL, "contents", prompt));
    }

    Submitted submit(Map<String, ?> body) throws IOException, InterruptedException {
        var answer = client.post("/api/generate", body, SUBMIT).good();
        return new Submitted(answer.path("request_id").asString(), Instant.now(), answer);
    }

    /** What they have come to by now, each asked for once. */
    List<JsonNode> look(List<Submitted> jobs) throws InterruptedException {
        return inParallel(
                jobs.size(), n -> () -> client.get("/api/status/" + jobs.get(n).id(), ASK).good());
    }

    private static <T> List<T> inParallel(int count, IntFunction<Callable<T>> task)
            throws InterruptedException {
        var places = new Semaphore(AT_A_TIME);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures =
                    IntStream.range(0, count)
                            .mapToObj(n -> threads.submit(() -> within(places, task.apply(n))))
                            .toList();
            return futures.stream().map(Load::result).toList();
        }
    }

    private static <T> T within(Semaphore places, Callable<T> task) throws Exception {
        places.acquire();
        try {
            return task.call();
        } finally {
            places.release();
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
