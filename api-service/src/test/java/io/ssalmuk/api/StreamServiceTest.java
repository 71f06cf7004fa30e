package io.ssalmuk.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import io.ssalmuk.queue.Hand;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.queue.StreamMessage;
import io.ssalmuk.testing.TestRabbit;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Streams over real HTTP, database and broker, made by the hand of a test. */
@Timeout(60)
final class StreamServiceTest {

    private static final String MODEL = "gemini-2.5-flash";
    private static final String ANSWER = "{\"candidates\":[]}";

    private static RunningApi api;
    private static FakeWorker worker;
    private static String key;

    @BeforeAll
    static void start() {
        api =
                RunningApi.start(
                        RunningApi.database(),
                        TestRabbit.newVhost(),
                        "ssalmuk.wait.sweep=300ms",
                        "ssalmuk.stream.buffer=64KB");
        worker = new FakeWorker(api, MODEL);
        key = api.newKey();
    }

    @AfterAll
    static void stop() {
        worker.close();
        api.close();
    }

    private static StreamClient open() {
        return StreamClient.open(
                api.port(), key, "{\"model\":\"" + MODEL + "\",\"contents\":\"Hi\"}");
    }

    private static String chunk(String text) {
        return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\""
                + text
                + "\"}]}}],"
                + "\"usageMetadata\":{\"totalTokenCount\":7},\"odd\":1.10}";
    }

    private static String status(String job) {
        var answer = api.send("GET", "/api/status/" + job, "", "X-API-Key", key);
        return answer.json().at("/status").asString();
    }

    /** The claim of the job that this client has just been told of. */
    private static Claim claimOf(StreamClient client) throws InterruptedException {
        var id = client.line().at("/request_id").asString();
        var claim = worker.next();
        assertThat(claim.job()).hasToString(id);
        worker.begin(claim);
        return claim;
    }

    @Test
    void linesComeOneByOneWhileTheUpstreamProduces() throws Exception {
        try (var client = open()) {
            assertThat(client.status()).isEqualTo(200);
            assertThat(client.header("content-type")).isEqualTo("application/x-ndjson");
            var claim = claimOf(client);
            assertThat(claim.method()).isEqualTo(JobMethod.STREAM_GENERATE_CONTENT);
            assertThat(claim.ticket().line().lane()).isEqualTo(Lane.INTERACTIVE);
            assertThat(claim.request().text())
                    .isEqualTo(
                            "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]}]}");

            worker.chunk(claim, 0, chunk("쌀"));
            assertThat(client.text()).isEqualTo("{\"chunk\":\"쌀\",\"data\":" + chunk("쌀") + "}");
            worker.chunk(claim, 1, chunk("묵"));
            assertThat(client.text()).isEqualTo("{\"chunk\":\"묵\",\"data\":" + chunk("묵") + "}");
            worker.done(claim, 2, ANSWER);
            assertThat(client.text()).isEqualTo("{\"usage\":{\"totalTokenCount\":7}}");
            assertThat(client.isAtEnd()).isTrue();
            assertThat(status(claim.job().toString())).isEqualTo("completed");
        }
    }

    @Test
    void aConnectionServesAnotherRequestAfterAStream() throws Exception {
        try (var client = open()) {
            var claim = claimOf(client);
            worker.chunk(claim, 0, chunk("a"));
            worker.done(claim, 1, ANSWER);
            client.line();
            client.line();
            assertThat(client.isAtEnd()).isTrue();

            client.send("GET", "/health", "");
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void aFailureIsTheLastLine() throws Exception {
        try (var client = open()) {
            var claim = claimOf(client);
            worker.chunk(claim, 0, chunk("a"));
            worker.failStream(claim, new JobError("STREAM_BROKEN", 503, "busy"));
            client.line();
            assertThat(client.text())
                    .isEqualTo(
                            "{\"error\":{\"code\":\"STREAM_BROKEN\",\"message\":\"busy\","
                                    + "\"upstream_status\":503}}");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void aFailureWhoseMessageIsLostIsToldByTheNotice() throws Exception {
        try (var client = open()) {
            var claim = claimOf(client);
            worker.fail(claim, new JobError("INVALID_ARGUMENT", 400, "bad image"));
            assertThat(client.line().at("/error/message").asString()).isEqualTo("bad image");
            assertThat(client.isAtEnd()).isTrue();
        }
    }

    @Test
    void anEndOfWhichNothingIsToldCostsNoMoreThanASweep() throws Exception {
        try (var client = open()) {
            var claim = claimOf(client);
            worker.chunk(claim, 0, chunk("a"));
            client.line();
            worker.completeSilently(claim, ANSWER);
            var error = client.line().at("/error");
            assertThat(error.at("/code").asString()).isEqualTo("STREAM_LOST");
            assertThat(error.at("/message").asString()).contains("/api/status/" + claim.job());
        }
    }

    @Test
    void aGapEndsTheStreamAndNotTheJob() throws Exception {
        try (var client = open()) {
            var claim = claimOf(client);
            worker.chunk(claim, 0, chunk("a"));
            worker.chunk(claim, 2, chunk("c"));
            assertThat(client.line().at("/chunk").asString()).isEqualTo("a");
            assertThat(client.line().at("/error/code").asString()).isEqualTo("STREAM_LOST");
            assertThat(client.isAtEnd()).isTrue();
            assertThat(status(claim.job().toString())).isEqualTo("processing");
            worker.complete(claim, ANSWER);
            assertThat(status(claim.job().toString())).isEqualTo("completed");
        }
    }

    @Test
    void aChunkInPartsIsOneLine() throws Exception {
        try (var client = open()) {
            var claim = claimOf(client);
            byte[] whole = chunk("쌀묵").getBytes(UTF_8);
            for (int n = 0; n < whole.length; n++) {
                var one = new Body(new byte[] {whole[n]});
                worker.send(
                        claim,
                        new StreamMessage.Part(claim.job(), 1, n, one, n == whole.length - 1));
            }
            assertThat(client.line().at("/chunk").asString()).isEqualTo("쌀묵");
            worker.done(claim, whole.length, ANSWER);
            assertThat(client.line().has("usage")).isTrue();
        }
    }

    @Test
    void aClientThatReadsNothingEndsItsOwnStreamOnly() throws Exception {
        try (var slow = open()) {
            var slowClaim = claimOf(slow);
            var large = chunk("x".repeat(100_000));
            // More than sockets and buffers hold on their way.
            IntStream.range(0, 300).forEach(n -> worker.chunk(slowClaim, n, large));
            try (var quick = open()) {
                var claim = claimOf(quick);
                worker.chunk(claim, 0, chunk("here"));
                assertThat(quick.line().at("/chunk").asString()).isEqualTo("here");
                worker.done(claim, 1, ANSWER);
                quick.line();
            }
            var line = slow.line();
            int read = 0;
            while (line.has("chunk")) {
                read++;
                line = slow.line();
            }
            assertThat(read).isBetween(1, 299);
            assertThat(line.at("/error/code").asString()).isEqualTo("SLOW_READER");
            assertThat(line.at("/error/message").asString()).contains(slowClaim.job().toString());
            assertThat(status(slowClaim.job().toString())).isEqualTo("processing");
            worker.complete(slowClaim, ANSWER);
        }
    }

    @Test
    void aClientThatReadsNoMoreLosesItsConnectionAndKeepsItsJob() throws Exception {
        var broker = TestRabbit.newVhost();
        try (var impatient =
                        RunningApi.start(
                                RunningApi.database(),
                                broker,
                                "server.tomcat.connection-timeout=1s",
                                "ssalmuk.stream.buffer=100MB");
                var itsWorker = new FakeWorker(impatient, MODEL);
                var client =
                        StreamClient.open(
                                impatient.port(),
                                impatient.newKey(),
                                "{\"model\":\"" + MODEL + "\",\"contents\":\"Hi\"}")) {
            var signals = new Hand<Signal>();
            impatient.bean(Signals.class).listenToSignals(signals);
            client.line();
            var claim = itsWorker.next();
            itsWorker.begin(claim);
            var large = chunk("x".repeat(100_000));
            IntStream.range(0, 300).forEach(n -> itsWorker.chunk(claim, n, large));

            await().during(Duration.ofSeconds(3)).until(signals::isEmpty);
            assertThatThrownBy(
                            () -> {
                                while (client.line().has("chunk")) {}
                            })
                    .as("cut off, without a last line")
                    .isInstanceOfAny(AssertionError.class, UncheckedIOException.class);
            itsWorker.done(claim, 300, ANSWER);
            assertThat(signals.isEmpty()).isTrue();
        }
    }

    @Test
    void aClientThatHangsUpBetweenChunksCancelsItsJob() throws Exception {
        var signals = new Hand<Signal>();
        api.bean(Signals.class).listenToSignals(signals);
        Claim claim;
        try (var client = open()) {
            claim = claimOf(client);
            worker.chunk(claim, 0, chunk("a"));
            client.line();
        }
        assertThat(signals.take()).isEqualTo(new Signal.Cancel(claim.job()));
        worker.cancel(claim);
        assertThat(status(claim.job().toString())).isEqualTo("cancelled");
    }

    @Test
    void aClientThatHangsUpBeforeItsJobIsTakenTakesItAway() throws Exception {
        String job;
        try (var client =
                StreamClient.open(
                        api.port(), key, "{\"model\":\"gemini-2.5-pro\",\"contents\":\"Hi\"}")) {
            job = client.line().at("/request_id").asString();
        }
        await().until(() -> status(job).equals("cancelled"));
    }

    @Test
    void aClientThatSendsItsNextRequestEarlyIsNotGone() throws Exception {
        try (var client = open()) {
            var claim = claimOf(client);
            client.sendOnly("GET", "/health", "");
            await().during(Duration.ofSeconds(2))
                    .until(() -> status(claim.job().toString()).equals("processing"));
            worker.chunk(claim, 0, chunk("a"));
            worker.done(claim, 1, ANSWER);
            assertThat(client.line().has("chunk")).isTrue();
            assertThat(client.line().has("usage")).isTrue();
            assertThat(client.isAtEnd()).isTrue();
            client.awaitAnswer();
            assertThat(client.status()).isEqualTo(200);
        }
    }

    @Test
    void whatCannotBeAcceptedIsAProblemBeforeAnyLine() {
        var answer =
                api.send(
                        "POST",
                        "/api/generate-stream",
                        "{\"model\":\"" + MODEL + "\",\"contents\":\"a\",\"wait\":true}",
                        "X-API-Key",
                        key);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().at("/field").asString()).isEqualTo("wait");
    }

    @ConcurrentTest
    void manyStreamsAtOnceEachGetTheirOwn() throws Exception {
        var clients = new ArrayList<StreamClient>();
        var claims = new ArrayList<Claim>();
        for (int n = 0; n < 20; n++) {
            clients.add(open());
            claims.add(claimOf(clients.getLast()));
        }
        var threads = new ArrayList<Thread>();
        for (var claim : claims) {
            threads.add(Thread.ofVirtual().start(() -> play(claim, 50)));
        }
        for (int n = 0; n < 20; n++) {
            assertThat(texts(clients.get(n))).isEqualTo(expected(claims.get(n), 50));
        }
        for (var thread : threads) {
            thread.join();
        }
        clients.forEach(StreamClient::close);
    }

    private static void play(Claim claim, int chunks) {
        for (int i = 0; i < chunks; i++) {
            worker.chunk(claim, i, chunk(claim.job() + " " + i));
        }
        worker.done(claim, chunks, ANSWER);
    }

    private static List<String> texts(StreamClient client) {
        var texts = new ArrayList<String>();
        var line = client.line();
        while (line.has("chunk")) {
            texts.add(line.at("/chunk").asString());
            line = client.line();
        }
        assertThat(line.has("usage")).isTrue();
        return texts;
    }

    private static List<String> expected(Claim claim, int chunks) {
        return IntStream.range(0, chunks).mapToObj(i -> claim.job() + " " + i).toList();
    }

    @Test
    void aProcessThatStopsEndsItsStreamsAtOnce() throws Exception {
        var broker = TestRabbit.newVhost();
        var stopping = RunningApi.start(RunningApi.database(), broker);
        var itsKey = stopping.newKey();
        try (var client =
                StreamClient.open(
                        stopping.port(),
                        itsKey,
                        "{\"model\":\"" + MODEL + "\",\"contents\":\"Hi\"}")) {
            var job = client.line().at("/request_id").asString();
            var closing = Thread.ofVirtual().start(stopping::close);
            var error = client.line().at("/error");
            assertThat(error.at("/code").asString()).isEqualTo("API_STOPPING");
            assertThat(error.at("/message").asString()).contains(job);
            assertThat(client.isAtEnd()).isTrue();
            closing.join();
        }
    }
}
