package io.ssalmuk.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.ApiApplication;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.project.KeyState;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.testing.Broker;
import io.ssalmuk.testing.Database;
import io.ssalmuk.testing.TestPostgres;
import io.ssalmuk.testing.TestRabbit;
import io.ssalmuk.worker.WorkerApplication;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * After a run in which everything goes wrong that tells secrets, none of them is in a log, in the
 * database, in a message of the broker, in an answer or in a metric.
 */
@ExtendWith(OutputCaptureExtension.class)
final class SecretsTest {

    private static final String SUSPENDED = "AIza" + "SyPLANTED-suspended-0123456789abcde";
    private static final String GOOD = "AIza" + "SyPLANTED-good-0123456789abcdefghij";
    private static final String MASTER = "PLANTED-master-key-of-the-secrets-test";
    private static final String ADMIN = "PLANTED-admin-token-of-the-secrets-test";
    private static final String WRONG_KEY = "sk-ssal-PLANTED-key-that-nobody-knows-0123456";
    private static final String WRONG_TOKEN = "PLANTED-token-that-nobody-knows-0123456";
    private static final String MODEL = "gemini-2.5-flash";

    private final Database database = TestPostgres.createDatabase();
    private final Broker broker = TestRabbit.newVhost();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> said = new ArrayList<>();

    @Test
    void noSecretIsFoundAnywhere(CapturedOutput log, @TempDir Path files) throws Exception {
        try (var simulator =
                GeminiSimulator.builder()
                        .project("bad", Tier.TIER_1, SUSPENDED)
                        .project("good", Tier.TIER_1, GOOD)
                        .start()) {
            simulator.controls().setKeyState(SUSPENDED, KeyState.SUSPENDED);
            try (var api = ApiApplication.start(api(files))) {
                var clientKey = key(address(api));
                spyOnExchanges();
                queued(address(api), clientKey);
                try (var worker = WorkerApplication.start(worker(files, simulator.baseUrl()))) {
                    run(address(api), clientKey);
                    said.add(get(address(worker) + "/actuator/prometheus"));
                }
                var messages = messages("spy", "ack_requeue_false");
                assertThat(messages).contains("payload\"");
                said.add(messages);
                said.add(get(managed(api) + "/actuator/prometheus"));
                said.addAll(dump());
                said.add(log.getAll());
                assertThat(said.toString()).contains("CONSUMER_SUSPENDED", "Say hello");
                check(clientKey);
            }
        }
    }

    private void check(String clientKey) {
        for (var secret :
                List.of(SUSPENDED, GOOD, MASTER, ADMIN, WRONG_KEY, WRONG_TOKEN, clientKey)) {
            var hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
            // Nor most of one.
            var end = secret.substring(secret.length() - 16);
            for (var text : said) {
                assertThat(text.contains(end) || text.contains(hex))
                        .as("%s… in %s", secret.substring(0, 14), around(text, end))
                        .isFalse();
            }
        }
    }

    private static String around(String text, String secret) {
        int at = Math.max(text.indexOf(secret), 0);
        return text.substring(Math.max(at - 200, 0), Math.min(at + 100, text.length()));
    }

    private void run(String address, String clientKey) throws Exception {
        // Which key a call takes is the ledger's choice.
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> {
                    post(address, "/api/generate", "X-API-Key", clientKey, job(20));
                    post(address, "/api/generate-stream", "X-API-Key", clientKey, job(0));
                    return admin(address, "/admin/gemini-keys").contains("quarantined");
                });
        post(address, "/api/count-tokens", "X-API-Key", clientKey, job(0));
        post(address, "/api/generate", "X-API-Key", WRONG_KEY, job(0));
        post(
                address,
                "/api/generate",
                "X-API-Key",
                clientKey,
                "{\"model\":\"" + WRONG_KEY.length());
        post(address, "/admin/keys", "Authorization", "Bearer " + WRONG_TOKEN, "{}");
        post(
                address,
                "/admin/gemini-keys",
                "Authorization",
                "Bearer " + ADMIN,
                "{\"project\":\"bad\",\"keys\":[\"" + SUSPENDED + "\"]}");
        for (var path : List.of("/admin/keys", "/admin/audit", "/admin/logs", "/admin/quota")) {
            said.add(admin(address, path));
        }
        said.add(get(address + "/"));
    }

    private void queued(String address, String clientKey) throws Exception {
        post(address, "/api/generate", "X-API-Key", clientKey, job(0));
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> messages(queue(), "ack_requeue_true").contains("payload\""));
        said.add(messages(queue(), "ack_requeue_true"));
    }

    private static String queue() {
        return "ssalmuk.jobs." + MODEL + ".bulk";
    }

    private static String job(int wait) {
        return "{\"model\":\"%s\",\"contents\":\"Say hello\"%s}"
                .formatted(MODEL, wait == 0 ? "" : ",\"wait\":" + wait);
    }

    private void spyOnExchanges() {
        broker.manage("PUT", "/api/queues/" + broker.vhost() + "/spy", "{\"durable\":true}");
        JsonMapper.shared()
                .readTree(broker.manage("/api/exchanges/" + broker.vhost()))
                .valueStream()
                .map(exchange -> exchange.path("name").asString())
                .filter(name -> name.startsWith("ssalmuk"))
                .forEach(name ->
                        broker.manage(
                                "POST",
                                "/api/bindings/" + broker.vhost() + "/e/" + name + "/q/spy",
                                "{\"routing_key\":\"#\"}"));
    }

    private String messages(String queue, String mode) {
        return broker.manage(
                "POST",
                "/api/queues/" + broker.vhost() + "/" + queue + "/get",
                "{\"count\":1000,\"ackmode\":\"" + mode + "\",\"encoding\":\"auto\"}");
    }

    /** Every row of every table as text, in which bytes are hexadecimal. */
    private List<String> dump() throws SQLException {
        var all = new ArrayList<String>();
        try (var connection = database.dataSource().getConnection();
                var statement = connection.createStatement()) {
            var tables = new ArrayList<String>();
            try (var rows =
                    statement.executeQuery(
                            "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p')"
                                    + " AND relnamespace = 'public'::regnamespace"
                                    + " AND NOT relispartition")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            for (var table : tables) {
                try (var rows = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
                    while (rows.next()) {
                        all.add(table + " " + rows.getString(1));
                    }
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(20);
        return all;
    }

    private String key(String address) throws Exception {
        var answer =
                send(
                        request(address + "/admin/keys", "Authorization", "Bearer " + ADMIN)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString("{}")));
        var body = answer.substring(answer.indexOf(" {\"keys\""));
        return JsonMapper.shared().readTree(body).at("/keys/0/key").asString();
    }

    private void post(String address, String path, String header, String value, String body)
            throws Exception {
        said.add(
                send(
                        request(address + path, header, value)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))));
    }

    private String admin(String address, String path) throws Exception {
        return send(request(address + path, "Authorization", "Bearer " + ADMIN).GET());
    }

    private String get(String address) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address)).GET());
    }

    private static HttpRequest.Builder request(String address, String header, String value) {
        return HttpRequest.newBuilder(URI.create(address)).header(header, value);
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer =
                http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
        return answer.headers().map() + " " + answer.body();
    }

    private static String address(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port");
    }

    private static String managed(ConfigurableApplicationContext context) {
        return "http://127.0.0.1:" + context.getEnvironment().getProperty("local.management.port");
    }

    private String[] api(Path files) {
        return arguments(
                files,
                "--management.server.port=0",
                "--ssalmuk.admin-token=ada:" + ADMIN + ",bob:other");
    }

    private String[] worker(Path files, String upstream) {
        return arguments(
                files,
                "--ssalmuk.master-key=" + MASTER,
                "--ssalmuk.google-api-keys=bad:" + SUSPENDED + ",good:" + GOOD,
                "--gemini.base-url=" + upstream);
    }

    private String[] arguments(Path files, String... own) {
        return Stream.concat(
                        Stream.of(
                                "--server.port=0",
                                "--spring.datasource.url=" + database.url(),
                                "--spring.datasource.username=" + database.user(),
                                "--spring.datasource.password=" + database.password(),
                                "--spring.rabbitmq.addresses=" + broker.address(),
                                "--spring.rabbitmq.username=" + broker.user(),
                                "--spring.rabbitmq.password=" + broker.password(),
                                "--spring.rabbitmq.virtual-host=" + broker.vhost(),
                                "--logging.level.io.ssalmuk=DEBUG",
                                "--logging.level.org.springframework.security=DEBUG",
                                "--ssalmuk.files=" + files),
                        Stream.of(own))
                .toArray(String[]::new);
    }
}
