package io.ssalmuk.worker.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenAiUpstreamTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private static final String ANSWER =
            "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"hi\"}],\"role\":\"model\"}}]}";

    private static final GeminiKey KEY = new GeminiKey("AQ.secret-1");

    private static GenAiUpstream upstream(LocalGemini gemini) {
        return upstream(gemini.url(), LONG);
    }

    private static GenAiUpstream upstream(String url, Duration callTimeout) {
        return new GenAiUpstream(new GeminiProperties(url, callTimeout, 64));
    }

    private static CallOutcome call(LocalGemini gemini, String body) {
        return upstream(gemini).call(Given.claim(body), KEY, () -> true);
    }

    private static CallOutcome call(LocalGemini gemini) {
        return call(gemini, Given.prompt());
    }

    static Stream<String> requests() {
        return Stream.of(
                Given.prompt(),
                "{\"contents\":[{\"parts\":[{\"text\":\"a\",\"futurePart\":{\"x\":[1,{}]}}]}]}",
                "{\"contents\":[],\"generation_config\":{\"max_output_tokens\":7}}",
                "{\"contents\":[],\"generationConfig\":{\"temperature\":0.1,\"seed\":12}}",
                "{\"contents\":[],\"a\":123456789012345678901234567890,\"b\":-9007199254740993}",
                "{\"contents\":[],\"c\":0.12345678901234567890123,\"d\":1e-30,\"e\":-0.5}",
                "{\"contents\":[],\"nothing\":null,\"yes\":true,\"empty\":{},\"list\":[[],null]}",
                "{\"contents\":[{\"parts\":[{\"text\":\"\\u0000 \\ud83d\\ude00 ü \\\" \\n\"}]}]}",
                "{\"contents\":[],\"config\":{\"httpOptions\":{\"x\":1}},\"model\":\"models/x\"}",
                "{\"unknownOnly\":1}",
                "{}");
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theRequestReachesTheWireAsItWasSent(String body) {
        try (var gemini = LocalGemini.answering(200, ANSWER)) {
            assertThat(call(gemini, body)).isInstanceOf(Answered.class);
            assertThat(gemini.arrived().getFirst().body()).isEqualTo(body);
        }
    }

    @Test
    void anInlineFileOfManyMegabytesGoesThrough() {
        var data = "A".repeat(25_000_000);
        var body = "{\"contents\":[{\"parts\":[{\"inlineData\":{\"data\":\"" + data + "\"}}]}]}";
        try (var gemini = LocalGemini.answering(200, body)) {
            assertThat(call(gemini, body)).isEqualTo(new Answered(Body.of(body)));
            assertThat(gemini.arrived().getFirst().body().length()).isEqualTo(body.length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"candidates\":[],\"newTop\":{\"n\":123456789012345678901234567890}}",
                "{ \"promptFeedback\" : {\"blockReason\":\"SAFETY\"} ,\n \"x\": 0.10 }",
                "{\"text\":\"ü \uD83D\uDE00 \\u0000\"}",
                "{}"
            })
    void theAnswerComesBackCharacterForCharacter(String answer) {
        try (var gemini = LocalGemini.answering(200, answer)) {
            assertThat(call(gemini)).isEqualTo(new Answered(Body.of(answer)));
        }
    }

    @Test
    void aCompressedAnswerIsUnpacked() {
        try (var gemini = LocalGemini.handling(exchange -> gzipped(exchange, 200, ANSWER))) {
            assertThat(call(gemini)).isEqualTo(new Answered(Body.of(ANSWER)));
        }
    }

    @Test
    void aCompressedErrorIsUnderstood() {
        var error = GoogleBodies.minute("15s");
        try (var gemini = LocalGemini.handling(exchange -> gzipped(exchange, 429, error))) {
            assertThat(call(gemini))
                    .asInstanceOf(Outcomes.THROTTLED)
                    .extracting(Throttled::reason)
                    .isEqualTo("minute");
        }
    }

    private static void gzipped(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        LocalGemini.answer(exchange, status, bytes.toByteArray());
    }

    @Test
    void theKeyTravelsInItsHeaderAndNowhereElse() {
        try (var gemini = LocalGemini.answering(200, ANSWER)) {
            call(gemini);
            var request = gemini.arrived().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target())
                    .isEqualTo("/v1beta/models/gemini-flash-latest:generateContent");
            assertThat(request.headers().get("x-goog-api-key")).containsExactly(KEY.reveal());
            assertThat(request.target() + request.body()).doesNotContain(KEY.reveal());
            assertThat(request.headers().values())
                    .filteredOn(values -> values.contains(KEY.reveal()))
                    .hasSize(1);
        }
    }

    @Test
    void manyCallsAtOnceEachUseTheirOwnKey() throws Exception {
        try (var gemini = LocalGemini.handling(GenAiUpstreamTest::echoKey);
                var calls = Executors.newVirtualThreadPerTaskExecutor()) {
            var upstream = upstream(gemini);
            var outcomes =
                    IntStream.range(0, 200)
                            .mapToObj(n -> calls.submit(() -> callWithKey(upstream, n)))
                            .toList();
            for (int n = 0; n < outcomes.size(); n++) {
                var expected = Body.of("{\"key\":\"key-" + n + "\"}");
                assertThat(outcomes.get(n).get()).isEqualTo(new Answered(expected));
            }
            assertThat(gemini.arrived()).hasSize(200);
        }
    }

    private static CallOutcome callWithKey(GenAiUpstream upstream, int n) {
        return upstream.call(Given.claim(Given.prompt()), new GeminiKey("key-" + n), () -> true);
    }

    private static void echoKey(HttpExchange exchange) throws IOException {
        var key = exchange.getRequestHeaders().getFirst("x-goog-api-key");
        var body = "{\"key\":\"" + key + "\"}";
        LocalGemini.answer(exchange, 200, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void nothingIsEverSentTwice(int status) {
        try (var gemini = LocalGemini.answering(status, "")) {
            var outcome = call(gemini);
            assertThat(outcome).isNotInstanceOf(Answered.class);
            assertThat(gemini.arrived()).hasSize(1);
        }
    }

    @Test
    void aConnectionThatIsCutMayHaveCostQuota() {
        try (var gemini = LocalGemini.handling(_ -> {})) {
            assertThat(call(gemini))
                    .asInstanceOf(Outcomes.TROUBLE)
                    .matches(Trouble::sent)
                    .matches(trouble -> trouble.error().code().equals("UPSTREAM_UNREACHABLE"));
            assertThat(gemini.arrived()).hasSize(1);
        }
    }

    @Test
    void aCutOffAnswerIsNoAnswer() {
        try (var gemini = LocalGemini.handling(GenAiUpstreamTest::cutOff)) {
            assertThat(call(gemini)).asInstanceOf(Outcomes.TROUBLE).matches(Trouble::sent);
            assertThat(gemini.arrived()).hasSize(1);
        }
    }

    private static void cutOff(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write(ANSWER.getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"candidates\":[", "[]", "null", "hello", "<html>", "", "{} {}"})
    void aSuccessWithoutAWholeObjectIsNoAnswer(String body) {
        try (var gemini = LocalGemini.answering(200, body)) {
            assertThat(call(gemini))
                    .asInstanceOf(Outcomes.TROUBLE)
                    .matches(Trouble::sent)
                    .extracting(trouble -> trouble.error().code())
                    .isEqualTo("BAD_ANSWER");
        }
    }

    @Test
    void onlyTheWholeCallHasATimeLimit() {
        var client = SharedHttpClient.of(new GeminiProperties("http://x", LONG, 1));
        assertThat(client.readTimeoutMillis()).isZero();
        assertThat(client.writeTimeoutMillis()).isZero();
        assertThat(client.callTimeoutMillis()).isEqualTo(LONG.toMillis());
    }

    @Test
    void aCallThatOutlastsItsTimeIsGivenUpAndMayHaveCostQuota() {
        var never = new CountDownLatch(1);
        try (var gemini = LocalGemini.holdingBack(never, ANSWER)) {
            var outcome =
                    upstream(gemini.url(), Duration.ofMillis(300))
                            .call(Given.claim(Given.prompt()), KEY, () -> true);
            assertThat(outcome)
                    .asInstanceOf(Outcomes.TROUBLE)
                    .matches(Trouble::sent)
                    .matches(trouble -> trouble.error().code().equals("UPSTREAM_TIMEOUT"));
            assertThat(gemini.arrived()).hasSize(1);
            never.countDown();
        }
    }

    @Test
    void aLatePermitNeverReachesTheUpstream() {
        try (var gemini = LocalGemini.answering(200, ANSWER)) {
            var outcome = upstream(gemini).call(Given.claim(Given.prompt()), KEY, () -> false);
            assertThat(outcome).isEqualTo(new Late());
            assertThat(gemini.arrived()).isEmpty();
        }
    }

    @Test
    void aConnectionThatNeverStoodCostNothing() {
        var gemini = LocalGemini.answering(200, ANSWER);
        gemini.close();
        assertThat(call(gemini)).asInstanceOf(Outcomes.TROUBLE).matches(t -> !t.sent());
    }

    @Test
    void aNameThatDoesNotResolveCostNothing() {
        var outcome =
                upstream("http://gemini.invalid", LONG)
                        .call(Given.claim(Given.prompt()), KEY, () -> true);
        assertThat(outcome).asInstanceOf(Outcomes.TROUBLE).matches(trouble -> !trouble.sent());
    }

    @Test
    void anInterruptEndsTheCallAtOnce() throws Exception {
        var never = new CountDownLatch(1);
        var inside = new CountDownLatch(1);
        try (var gemini = LocalGemini.handling(_ -> hold(inside, never))) {
            var outcome = new CompletableFuture<CallOutcome>();
            var caller = Thread.ofVirtual().start(() -> outcome.complete(call(gemini)));
            inside.await();
            caller.interrupt();
            assertThat(outcome.get()).isEqualTo(new Interrupted());
            never.countDown();
        }
    }

    private static void hold(CountDownLatch inside, CountDownLatch until) {
        try {
            inside.countDown();
            until.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "1", "{", "hello"})
    void aRequestThatIsNoObjectIsRefusedUnsent(String body) {
        try (var gemini = LocalGemini.answering(200, ANSWER)) {
            assertThat(call(gemini, body)).isInstanceOf(Refused.class);
            assertThat(gemini.arrived()).isEmpty();
        }
    }

    @Test
    void googlesEchoOfAKeyIsRedacted() {
        try (var gemini = LocalGemini.answering(403, GoogleBodies.suspended(KEY.reveal()))) {
            assertThat(call(gemini))
                    .asInstanceOf(InstanceOfAssertFactories.type(KeyFault.class))
                    .extracting(KeyFault::reason)
                    .isEqualTo("CONSUMER_SUSPENDED");
        }
        var leaked = GoogleBodies.error(400, "INVALID_ARGUMENT", "Bad " + KEY.reveal());
        try (var gemini = LocalGemini.answering(400, leaked)) {
            assertThat(call(gemini))
                    .isEqualTo(
                            new Refused(new JobError("INVALID_ARGUMENT", 400, "Bad <redacted>")));
        }
    }

    /** OkHttp's complaint about a header quotes it whole. */
    @ParameterizedTest
    @ValueSource(strings = {"“AQ.secret”", "AQ.se\ncret", "AQ.secret\u00FC", ""})
    void aKeyThatCannotBeAHeaderIsTheKeysFault(String key) {
        try (var gemini = LocalGemini.answering(200, ANSWER)) {
            var outcome =
                    upstream(gemini)
                            .call(Given.claim(Given.prompt()), new GeminiKey(key), () -> true);
            assertThat(outcome).isInstanceOf(KeyFault.class);
            assertThat(outcome.toString()).doesNotContain("secret");
            assertThat(gemini.arrived()).isEmpty();
        }
    }
}
