package io.ssalmuk.harness.upstream;

import io.ssalmuk.harness.client.Answer;
import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.process.Compilation;
import io.ssalmuk.harness.process.Program;
import io.ssalmuk.harness.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** The simulator as a process, and what it says of itself. */
public final class SimulatedUpstream implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Lines of the journal that are fetched at a time. */
    private static final int PAGE = 5_000;

    private static final int WARM_UP = 400;
    private static final Duration WARM_UP_EVERY = Duration.ofMillis(5);

    private final int port;
    private final ServiceProcess process;
    private final HttpJson control;

    /**
     * Prepares it; {@link #start} starts it.
     *
     * @param compilation of the simulator
     * @param arguments of the simulator, beside its port
     */
    public SimulatedUpstream(int port, Compilation compilation, List<String> arguments, Path log) {
        var all = new ArrayList<>(List.of("--port", String.valueOf(port)));
        all.addAll(arguments);
        this.port = port;
        this.process = new ServiceProcess(Program.SIMULATOR, compilation, all, Map.of(), log);
        this.control = new HttpJson(url(), Map.of());
    }

    public void start() {
        process.start();
    }

    public boolean isUp() {
        try {
            return control.get("/_sim/keys", LIMIT).status() == 200;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** As {@code GOOGLE_API_KEYS} takes them. */
    public String keys() {
        return asked("GET", "/_sim/keys", Map.of())
                .valueStream()
                .map(key -> key.path("project").asString() + ":" + key.path("key").asString())
                .collect(Collectors.joining(","));
    }

    /**
     * Makes calls, and forgets them: the first ones take a JVM that loads its classes on a busy
     * machine more than a second, and would be counted late by so much.
     */
    public void warmUp(String model) throws InterruptedException {
        var keys = asked("GET", "/_sim/keys", Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 0; n < WARM_UP; n++) {
                var key = keys.path(n % keys.size()).path("key").asString();
                var _ = threads.submit(() -> call(model, key));
                Thread.sleep(WARM_UP_EVERY);
            }
        }
        order("reset", Map.of());
    }

    private Answer call(String model, String key) throws IOException, InterruptedException {
        Map<String, ?> body =
                Map.of("contents", List.of(Map.of("parts", List.of(Map.of("text", "warm")))));
        return new HttpJson(url(), Map.of("x-goog-api-key", key))
                .post("/v1beta/models/" + model + ":generateContent", body, LIMIT);
    }

    /** Gives an order of the simulator's control API. */
    public void order(String what, Map<String, ?> order) {
        var _ = asked("POST", "/_sim/" + what, order);
    }

    /** Ends all faults. */
    public void heal() {
        var _ = asked("DELETE", "/_sim/faults", Map.of());
    }

    /** All calls after this number, in the order of their decisions. */
    public List<UpstreamCall> callsSince(long sequence) {
        var calls = new ArrayList<UpstreamCall>();
        long last = sequence;
        int found;
        do {
            found = 0;
            var path = "/_sim/calls?since=" + last + "&limit=" + PAGE;
            for (var line : asked("GET", path, Map.of()).path("calls")) {
                var call = UpstreamCall.of(line);
                calls.add(call);
                last = call.sequence();
                found++;
            }
        } while (found == PAGE);
        return calls;
    }

    private JsonNode asked(String method, String path, Map<String, ?> order) {
        try {
            return control.send(method, path, order, LIMIT).good();
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator is gone:\n" + process.lastOutput(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
