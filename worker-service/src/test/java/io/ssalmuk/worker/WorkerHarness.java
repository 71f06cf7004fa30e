package io.ssalmuk.worker;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Accepted;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobTerms;
import io.ssalmuk.job.Jobs;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.queue.TicketRelay;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.SimulatorBuilder;
import io.ssalmuk.simulator.control.Controls;
import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.testing.Broker;
import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestPostgres;
import io.ssalmuk.testing.TestRabbit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A worker service against a real database, a real broker and a simulated upstream. */
final class WorkerHarness implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofSeconds(40);

    static final int MAX_ATTEMPTS = 3;

    static final String MODEL = "gemini-2.0-flash-lite";

    static final ClientId CLIENT = new ClientId(new UUID(7, 7));

    private final GeminiSimulator simulator;
    private final Database database = TestPostgres.createDatabase();
    private final Broker broker = TestRabbit.newVhost();
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
    private final List<ClientId> clients = new ArrayList<>(List.of(CLIENT));

    private WorkerHarness(GeminiSimulator simulator) {
        this.simulator = simulator;
    }

    /** Without a worker yet. */
    static WorkerHarness on(SimulatorBuilder simulator) {
        return new WorkerHarness(simulator.keep(100_000, 100).start());
    }

    Controls upstream() {
        return simulator.controls();
    }

    /** Asks the database for one number. */
    long count(String sql) {
        return JdbcClient.create(database.dataSource()).sql(sql).query(Long.class).single();
    }

    void change(String sql) {
        JdbcClient.create(database.dataSource()).sql(sql).update();
    }

    /** How often jobs failed upstream and were tried again. */
    long failures() {
        return count("SELECT coalesce(sum(failures), 0) FROM job");
    }

    /** Takes everything from the broker: queues, tickets, markers, connections. */
    void wipeBroker() {
        broker.manage("DELETE", "/api/vhosts/" + broker.vhost(), "");
        broker.manage("PUT", "/api/vhosts/" + broker.vhost(), "{}");
        broker.manage(
                "PUT",
                "/api/permissions/" + broker.vhost() + "/" + broker.user(),
                "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}");
    }

    /** Starts one more worker process, or what stands for one. */
    ConfigurableApplicationContext startWorker(String... more) {
        var args = new ArrayList<>(List.of(more));
        args.addAll(
                List.of(
                        "--spring.datasource.url=" + database.url(),
                        "--spring.datasource.username=" + database.user(),
                        "--spring.datasource.password=" + database.password(),
                        "--spring.rabbitmq.addresses=" + broker.address(),
                        "--spring.rabbitmq.username=" + broker.user(),
                        "--spring.rabbitmq.password=" + broker.password(),
                        "--spring.rabbitmq.virtual-host=" + broker.vhost(),
                        "--gemini.base-url=" + simulator.baseUrl(),
                        "--ssalmuk.google-api-keys=" + keys(),
                        "--ssalmuk.master-key=a-master-key-for-tests-only",
                        "--logging.level.root=" + System.getProperty("worker.log", "WARN")));
        var worker = WorkerApplication.start(args.toArray(String[]::new));
        workers.add(worker);
        return worker;
    }

    private String keys() {
        return simulator.keys().stream().map(ApiKey::secret).collect(Collectors.joining(","));
    }

    /** Submits as the API service does. */
    List<JobId> submit(List<String> bodies) {
        return accept(bodies.stream().map(body -> request(body, List.of())).toList());
    }

    /** A client of its own, that weighs so much. */
    ClientId client(int weight) {
        var client = new ClientId(UUID.randomUUID());
        change(
                """
                INSERT INTO client (id, name, key_hash, key_hint, created_at, weight)
                VALUES ('%1$s', '%1$s', sha256(uuid_send('%1$s')), '', clock_timestamp(), %2$d)
                """
                        .formatted(client, weight));
        clients.add(client);
        return client;
    }

    /** Submits so many jobs of a client, whose prompts begin with its id. */
    List<JobId> submit(ClientId client, int count) {
        return accept(
                IntStream.range(0, count)
                        .mapToObj(n -> request(client, prompt(client + " " + n), List.of()))
                        .toList());
    }

    /** Submits one job with files, whose markers are in its body. */
    JobId submit(String body, List<JobFile> files) {
        return accept(List.of(request(body, files))).getFirst();
    }

    /** Submits one that is to have its answer within that time. */
    JobId submitDue(String text, Duration within) {
        var now =
                Instant.ofEpochMilli(
                        count("SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint"));
        var terms = new JobTerms(Optional.of(now.plus(within)), Optional.empty());
        return accept(List.of(request(prompt(text), List.of()).on(terms))).getFirst();
    }

    /** Submits one whose chunks go there. */
    JobId stream(String text, ReplyAddress replyTo) {
        return accept(List.of(streamed(prompt(text), replyTo))).getFirst();
    }

    /** As {@link #submit}, for a call that is no generation. */
    JobId submit(JobMethod method, String model, Line line, int units, String body) {
        var request =
                new JobRequest(
                        JobId.next(),
                        CLIENT,
                        method,
                        model,
                        line.bucket(),
                        line.lane(),
                        units,
                        MAX_ATTEMPTS,
                        Instant.EPOCH,
                        Body.of(body));
        return accept(List.of(request)).getFirst();
    }

    private List<JobId> accept(List<JobRequest> requests) {
        var accepted = bean(JobIntake.class).accept(requests);
        var ticketed = accepted.stream().filter(Accepted::ticketed).map(Accepted::id).toList();
        bean(TicketRelay.class)
                .relay(
                        requests.stream()
                                .filter(request -> ticketed.contains(request.id()))
                                .map(WorkerHarness::ticket)
                                .toList());
        if (!accepted.stream().allMatch(Accepted::ticketed)) {
            bean(Signals.class).send(new Signal.WorkWaiting());
        }
        return accepted.stream().map(Accepted::id).toList();
    }

    private static JobRequest request(String body, List<JobFile> files) {
        return request(CLIENT, body, files);
    }

    private static JobRequest request(ClientId client, String body, List<JobFile> files) {
        return new JobRequest(
                JobId.next(),
                client,
                JobMethod.GENERATE_CONTENT,
                MODEL,
                MODEL,
                Lane.BULK,
                1,
                MAX_ATTEMPTS,
                Instant.EPOCH,
                Body.of(body),
                files,
                Optional.empty(),
                1);
    }

    private static JobRequest streamed(String body, ReplyAddress replyTo) {
        return new JobRequest(
                JobId.next(),
                CLIENT,
                JobMethod.STREAM_GENERATE_CONTENT,
                MODEL,
                MODEL,
                Lane.INTERACTIVE,
                1,
                MAX_ATTEMPTS,
                Instant.EPOCH,
                Body.of(body),
                List.of(),
                Optional.of(replyTo),
                1);
    }

    private static Ticket ticket(JobRequest request) {
        var line = new Line(request.bucket(), request.lane());
        return new Ticket(
                request.id(),
                line,
                request.units(),
                request.tokens(),
                Optional.of(request.client()));
    }

    static List<String> prompts(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(n -> prompt("prompt " + n)).toList();
    }

    static String prompt(String text) {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"" + text + "\"}]}]}";
    }

    Job find(JobId id) {
        var jobs = bean(Jobs.class);
        return clients.stream()
                .flatMap(client -> jobs.find(id, client).stream())
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the job has ended, and answers it. */
    Job await(JobId id) {
        return Awaitility.await()
                .atMost(AT_MOST)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(id), job -> job.state().ended());
    }

    List<Job> awaitAll(List<JobId> ids) {
        return ids.stream().map(this::await).toList();
    }

    <T> T bean(Class<T> type) {
        return workers.getLast().getBean(type);
    }

    @Override
    public void close() {
        workers.reversed().forEach(ConfigurableApplicationContext::close);
        simulator.close();
    }
}
