package io.ssalmuk.standalone.cluster;

import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.testing.Broker;
import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestPostgres;
import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import tools.jackson.databind.json.JsonMapper;

/** API and worker processes that share a database, a broker and a simulated upstream. */
final class Cluster implements AutoCloseable {

    static final String MODEL = "gemini-2.0-flash-lite";

    private static final Duration START = Duration.ofSeconds(90);
    private static final String ADMIN_TOKEN = "admin-token-of-the-cluster-test";

    private final GeminiSimulator simulator;
    private final int perMinute;
    private final String upstream;
    private final Database database = TestPostgres.createDatabase();
    private final Broker broker = TestRabbit.newVhost();
    private final List<Integer> apiPorts = new ArrayList<>();
    private final List<ServiceProcess> apis = new ArrayList<>();
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final Map<Integer, ServiceProcess> mortals = new HashMap<>();

    Cluster(GeminiSimulator simulator, int perMinute) {
        this(simulator, perMinute, simulator.baseUrl());
    }

    /** With the keys of one, and calls to another. */
    Cluster(GeminiSimulator simulator, int perMinute, String upstream) {
        this.simulator = simulator;
        this.perMinute = perMinute;
        this.upstream = upstream;
    }

    void startApis(int count) {
        for (int n = 0; n < count; n++) {
            int port = freePort();
            var environment = services();
            environment.put("SERVER_PORT", String.valueOf(port));
            environment.put("SSALMUK_ADMIN_TOKEN", ADMIN_TOKEN);
            apiPorts.add(port);
            apis.add(start("io.ssalmuk.api.ApiApplication", environment));
        }
    }

    void awaitApis() {
        for (int port : apiPorts) {
            Awaitility.await("API on port " + port)
                    .atMost(START)
                    .until(() -> ApiClient.withKey(port, "none").isUp());
        }
    }

    ServiceProcess startWorker() {
        var environment = services();
        environment.put("SSALMUK_MASTER_KEY", "master-key-of-the-cluster-test");
        environment.put("GOOGLE_API_KEYS", keys());
        environment.put("GEMINI_BASE_URL", upstream);
        environment.put("SSALMUK_LIMITS", MODEL + "=" + perMinute + "/-/-");
        var worker = start("io.ssalmuk.worker.WorkerApplication", environment);
        workers.add(worker);
        return worker;
    }

    /** A worker is there when it consumes. */
    void awaitWorkers(int count) {
        Awaitility.await(count + " workers")
                .atMost(START)
                .until(() ->
                        consumers("ssalmuk.jobs." + MODEL + ".bulk") >= count
                                && consumers("ssalmuk.jobs." + MODEL + ".interactive") >= count);
    }

    private int consumers(String queue) {
        return JsonMapper.shared()
                .readTree(broker.manage("/api/consumers"))
                .valueStream()
                .filter(c -> c.path("queue").path("name").asString().equals(queue))
                .filter(c -> c.path("queue").path("vhost").asString().equals(broker.vhost()))
                .mapToInt(_ -> 1)
                .sum();
    }

    private Map<String, String> services() {
        var environment = new HashMap<String, String>();
        environment.put("SPRING_DATASOURCE_URL", database.url());
        environment.put("SPRING_DATASOURCE_USERNAME", database.user());
        environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
        environment.put("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "8");
        environment.put("SPRING_RABBITMQ_ADDRESSES", broker.address());
        environment.put("SPRING_RABBITMQ_USERNAME", broker.user());
        environment.put("SPRING_RABBITMQ_PASSWORD", broker.password());
        environment.put("SPRING_RABBITMQ_VIRTUAL_HOST", broker.vhost());
        return environment;
    }

    private String keys() {
        return simulator.keys().stream().map(ApiKey::secret).collect(Collectors.joining(","));
    }

    private static ServiceProcess start(String mainClass, Map<String, String> environment) {
        try {
            return ServiceProcess.start(mainClass, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One more, which has no part in {@link #clients}; its port. */
    int startApi() {
        startApis(1);
        int port = apiPorts.removeLast();
        mortals.put(port, apis.removeLast());
        Awaitility.await("API on port " + port)
                .atMost(START)
                .until(() -> ApiClient.withKey(port, "none").isUp());
        return port;
    }

    void kill(int port) throws InterruptedException {
        Objects.requireNonNull(mortals.get(port), "no such API").kill();
    }

    /** SIGTERM; does not wait. */
    void terminate(int port) {
        Objects.requireNonNull(mortals.get(port), "no such API").terminate();
    }

    /** A client of each API process, all with one new key. */
    List<ApiClient> clients() throws IOException, InterruptedException {
        var made = ApiClient.admin(apiPorts.getFirst(), ADMIN_TOKEN).post("/admin/keys", Map.of());
        var key = made.body().path("keys").path(0).path("key").asString();
        return apiPorts.stream().map(port -> ApiClient.withKey(port, key)).toList();
    }

    Broker broker() {
        return broker;
    }

    @Override
    public void close() {
        apis.forEach(ServiceProcess::close);
        workers.forEach(ServiceProcess::close);
        mortals.values().forEach(ServiceProcess::close);
        simulator.close();
    }
}
