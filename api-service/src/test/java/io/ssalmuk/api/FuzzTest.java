package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.FuzzRequests.Sent;
import io.ssalmuk.job.JobError;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.MasterKey;
import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing that a client or an administrator sends is answered with a 5xx, hangs, or is answered as
 * the OpenAPI document does not say. For more than a quick look: {@code -Dssalmuk.fuzz=10000}, and
 * {@code -Dssalmuk.fuzz.seed=7} for others; and for a system that runs already, with workers and a
 * pool, {@code -Dssalmuk.fuzz.at=http://localhost:8000}, {@code -Dssalmuk.fuzz.key=} a client's key
 * and {@code -Dssalmuk.fuzz.admin=} an admin token.
 */
final class FuzzTest {

    /** What is wrong so often need not be looked at any further. */
    private static final int ENOUGH = 10;

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Who is asked, and as whom. */
    private record Target(String at, String key, String adminToken) {

        static Target named(String at) {
            return new Target(
                    at,
                    System.getProperty("ssalmuk.fuzz.key", ""),
                    System.getProperty("ssalmuk.fuzz.admin", ""));
        }

        static Target of(RunningApi api) {
            return new Target(api.uri("").toString(), api.newKey(), RunningApi.ADMIN_TOKEN);
        }
    }

    private static @Nullable RunningApi api;
    private static Target target;
    private static LogTrap log;
    private static final List<FakeWorker> WORKERS = new ArrayList<>();
    private static HttpClient http;

    @BeforeAll
    static void start(@TempDir Path files) {
        var at = System.getProperty("ssalmuk.fuzz.at");
        if (at == null) {
            var own = startApi(files);
            target = Target.of(own);
            api = own;
        } else {
            target = Target.named(at);
        }
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        log = LogTrap.open();
    }

    private static RunningApi startApi(Path files) {
        var own =
                RunningApi.start(
                        RunningApi.database(),
                        TestRabbit.newVhost(),
                        "ssalmuk.wait.most=10ms",
                        "ssalmuk.files=" + files);
        own.bean(KeyRings.class).open(new MasterKey("a-master-key-for-tests-only"));
        Stream.of("gemini-2.5-flash", "gemini-embedding-001", "count-tokens")
                .map(bucket -> new FakeWorker(own, bucket))
                .forEach(WORKERS::add);
        WORKERS.forEach(worker -> Thread.ofVirtual().start(() -> refuseAll(worker)));
        return own;
    }

    /** Until it is interrupted, or the test is over. */
    private static void refuseAll(FakeWorker worker) {
        try {
            while (true) {
                var claim = worker.next();
                var error = new JobError("INVALID_ARGUMENT", 400, "No.");
                if (claim.replyTo().isPresent()) {
                    worker.failStream(claim, error);
                } else {
                    worker.fail(claim, error);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @AfterAll
    static void stop() {
        log.close();
        http.close();
        WORKERS.forEach(FakeWorker::close);
        if (api != null) {
            api.close();
        }
    }

    @Test
    void whateverIsSentIsAnsweredAsDocumented() throws Exception {
        long seed = Long.getLong("ssalmuk.fuzz.seed", 42);
        var requests = new FuzzRequests(seed);
        var wrong = new ArrayList<String>();
        for (int n = 0; n < Integer.getInteger("ssalmuk.fuzz", 400); n++) {
            var sent = requests.next();
            try {
                check(sent);
            } catch (AssertionError | IOException e) {
                wrong.add("request %d, %s: %s".formatted(n, sent, e.getMessage()));
            }
            assertThat(wrong).as("seed %d", seed).hasSizeLessThan(ENOUGH);
        }
        assertThat(wrong).as("seed %d", seed).isEmpty();
        assertThat(send(new Sent("GET", "/api/models", new byte[0], "")).statusCode())
                .isEqualTo(200);
        assertThat(log.aboveWarn()).isEmpty();
    }

    private static HttpResponse<String> send(Sent sent) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(target.at() + sent.path()))
                        .timeout(PATIENCE)
                        .header("X-API-Key", target.key())
                        .header("Authorization", "Bearer " + target.adminToken())
                        .method(
                                sent.method(),
                                sent.body().length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(sent.body()));
        if (!sent.contentType().isEmpty()) {
            request.header("Content-Type", sent.contentType());
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static void check(Sent sent) throws Exception {
        var answer = send(sent);
        assertThat(answer.statusCode() < 500 || isGooglesRefusal(answer))
                .as("%s: %s", answer, answer.body())
                .isTrue();
        if (!isStream(answer) && !isNoAddress(answer)) {
            Documented.check(answer);
        }
    }

    /** What leads nowhere belongs to no operation. */
    private static boolean isNoAddress(HttpResponse<String> answer) {
        return answer.statusCode() == 400 && answer.body().contains("This is not a request that");
    }

    /** What a worker says of a job that was waited for is no fault of the service's. */
    private static boolean isGooglesRefusal(HttpResponse<String> answer) {
        return answer.statusCode() == 502;
    }

    private static boolean isStream(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").contains("ndjson");
    }
}
