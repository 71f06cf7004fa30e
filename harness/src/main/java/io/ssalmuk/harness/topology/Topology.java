package io.ssalmuk.harness.topology;

import io.ssalmuk.harness.client.HttpJson;
import io.ssalmuk.harness.postgres.PostgresProcess;
import io.ssalmuk.harness.process.Program;
import io.ssalmuk.harness.process.ServiceProcess;
import io.ssalmuk.harness.upstream.SimulatedUpstream;
import io.ssalmuk.harness.upstream.UpstreamCall;
import io.ssalmuk.testing.Broker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * PostgreSQL, a broker, the simulated upstream, API and worker processes. The broker is somebody
 * else's to start and end.
 */
public final class Topology implements AutoCloseable {

    /** What the jobs of all runs ask for. */
    public static final String MODEL = "gemini-2.0-flash-lite";

    /** Nine JVMs start at once on a machine that may be busy with a build. */
    private static final Duration START = Duration.ofMinutes(4);

    private static final Duration ASKING = Duration.ofSeconds(20);

    private final Workplace place;
    private final Plan plan;
    private final Broker broker;
    private final PostgresProcess postgres;
    private final SimulatedUpstream upstream;
    private final String adminToken = "admin-" + UUID.randomUUID();
    private final String masterKey = "master-key-" + UUID.randomUUID();
    private final List<URI> apiUrls = new ArrayList<>();
    private final List<ServiceProcess> apis = new ArrayList<>();
    private final List<ServiceProcess> workers = new ArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread atExit = new Thread(this::end);

    private Topology(Plan plan, Broker broker) {
        this.plan = plan;
        this.broker = broker;
        this.place = Workplace.create(plan.name());
        var database = place.folder().resolve("postgres");
        this.postgres = PostgresProcess.start(database, place.shared().resolve("postgres"));
        this.upstream =
                new SimulatedUpstream(
                        FreePorts.one(),
                        plan.compilation(),
                        plan.upstream(),
                        place.log("simulator"));
        Runtime.getRuntime().addShutdownHook(atExit);
        upstream.start();
    }

    /** Returns when all of it is ready for jobs. */
    public static Topology start(Plan plan, Broker broker, Wiring.Plug plug)
            throws InterruptedException {
        var topology = new Topology(plan, broker);
        try {
            topology.await("simulator", topology.upstream::isUp);
            topology.startServices(plug.connect(topology));
            topology.upstream.warmUp(MODEL);
            return topology;
        } catch (RuntimeException | InterruptedException e) {
            topology.close();
            throw e;
        }
    }

    private void startServices(Wiring wiring) throws InterruptedException {
        for (int n = 0; n < plan.apis(); n++) {
            apis.add(api(n, wiring));
        }
        for (int n = 0; n < plan.workers(); n++) {
            workers.add(worker(n, wiring));
        }
        // One after the other migrates, and the first to ask must not find half of the tables.
        apis.forEach(ServiceProcess::start);
        workers.forEach(ServiceProcess::start);
        await("all APIs", () -> apiUrls.stream().allMatch(this::isUp));
        awaitWorkers();
    }

    /** Returns when every worker consumes. */
    public void awaitWorkers() throws InterruptedException {
        await("all workers", () -> consumers() >= plan.workers());
    }

    private ServiceProcess api(int number, Wiring wiring) {
        int port = FreePorts.one();
        apiUrls.add(URI.create("http://127.0.0.1:" + port));
        var environment = services(wiring);
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("SSALMUK_ADMIN_TOKEN", adminToken);
        return new ServiceProcess(
                Program.API,
                plan.compilation(),
                List.of(),
                environment,
                place.log("api-" + number));
    }

    private ServiceProcess worker(int number, Wiring wiring) {
        var environment = services(wiring);
        environment.put("SSALMUK_MASTER_KEY", masterKey);
        environment.put("GOOGLE_API_KEYS", upstream.keys());
        environment.put("GEMINI_BASE_URL", "http://127.0.0.1:" + wiring.upstream().apply(number));
        environment.put("SSALMUK_LIMITS", plan.limits());
        environment.put("SSALMUK_WORKER_PORT", "0");
        return new ServiceProcess(
                Program.WORKER,
                plan.compilation(),
                List.of(),
                environment,
                place.log("worker-" + number));
    }

    private Map<String, String> services(Wiring wiring) {
        var environment = new HashMap<String, String>();
        environment.put(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:" + wiring.postgres() + "/postgres");
        environment.put("SPRING_DATASOURCE_USERNAME", postgres.user());
        environment.put("SPRING_DATASOURCE_PASSWORD", postgres.password());
        environment.put("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "12");
        environment.put("SPRING_RABBITMQ_ADDRESSES", broker.host() + ":" + wiring.broker());
        environment.put("SPRING_RABBITMQ_USERNAME", broker.user());
        environment.put("SPRING_RABBITMQ_PASSWORD", broker.password());
        environment.put("SPRING_RABBITMQ_VIRTUAL_HOST", broker.vhost());
        environment.put("SSALMUK_FILES", place.folder().resolve("files").toString());
        environment.putAll(plan.settings());
        return environment;
    }

    private boolean isUp(URI api) {
        try {
            var health = new HttpJson(api, Map.of()).get("/health", ASKING).body();
            return health.path("status").asString().equals("up");
        } catch (IOException _) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A worker is there when it consumes. */
    private long consumers() {
        try {
            return JsonLists.of(broker.manage("/api/consumers"))
                    .filter(c -> c.path("queue").path("vhost").asString().equals(broker.vhost()))
                    .filter(c ->
                            c.path("queue")
                                    .path("name")
                                    .asString()
                                    .equals("ssalmuk.jobs." + MODEL + ".bulk"))
                    .count();
        } catch (RuntimeException e) {
            return 0; // It has just been started, or killed.
        }
    }

    /** What the broker's node says that it uses, in bytes. */
    public long brokerMemory() {
        return JsonLists.of(broker.manage("/api/nodes"))
                .mapToLong(node -> node.path("mem_used").asLong())
                .sum();
    }

    private void await(String what, BooleanSupplier ready) throws InterruptedException {
        var deadline = System.nanoTime() + START.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        what + " did not come up in " + START + "\n" + lastOutputs());
            }
            Thread.sleep(Duration.ofMillis(500));
        }
    }

    private String lastOutputs() {
        var text = new StringBuilder();
        apis.forEach(api -> text.append(api.lastOutput()).append('\n'));
        workers.forEach(worker -> text.append(worker.lastOutput()).append('\n'));
        return text.toString();
    }

    public PostgresProcess postgres() {
        return postgres;
    }

    public SimulatedUpstream upstream() {
        return upstream;
    }

    public Broker broker() {
        return broker;
    }

    public List<ServiceProcess> apis() {
        return apis;
    }

    public List<ServiceProcess> workers() {
        return workers;
    }

    public List<URI> apiUrls() {
        return apiUrls;
    }

    /** The administrator, at the first API. */
    public HttpJson admin() {
        return new HttpJson(apiUrls.getFirst(), Map.of("Authorization", "Bearer " + adminToken));
    }

    /** Somebody with a key of their own, at the first API. */
    public HttpJson newClient() throws IOException, InterruptedException {
        return newClient(Map.of());
    }

    /** The same on terms of its own, such as a weight. */
    public HttpJson newClient(Map<String, ?> terms) throws IOException, InterruptedException {
        var order = new HashMap<String, Object>(terms);
        order.put("count", 1);
        var made = admin().post("/admin/keys", order, ASKING).good();
        var key = made.path("keys").path(0).path("key").asString();
        return new HttpJson(apiUrls.getFirst(), Map.of("X-API-Key", key));
    }

    /** Keeps what the processes printed, for whoever wants to know why. */
    public void keepLogs(Path folder) {
        try (var files = Files.list(place.folder())) {
            Files.createDirectories(folder);
            Files.write(
                    folder.resolve("journal.log"),
                    upstream.callsSince(0).stream().map(UpstreamCall::toString).toList());
            for (var log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                Files.copy(
                        log,
                        folder.resolve(log.getFileName()),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            System.err.println("the logs are not kept: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException _) {
            // This process ends already, and the hook finds nothing to do.
        }
    }

    private void end() {
        if (closed.compareAndSet(false, true)) {
            // Nothing is to be saved here, and each would take its grace.
            workers.forEach(ServiceProcess::kill);
            apis.forEach(ServiceProcess::kill);
            upstream.close();
            postgres.close();
            place.delete();
        }
    }
}
