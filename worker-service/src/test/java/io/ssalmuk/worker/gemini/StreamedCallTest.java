package io.ssalmuk.worker.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.ssalmuk.job.Body;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class StreamedCallTest {

    private static final GeminiKey KEY = new GeminiKey("AQ.secret-1");

    private final List<String> chunks = new CopyOnWriteArrayList<>();

    private boolean take(Body chunk) {
        return chunks.add(chunk.text());
    }

    private static GenAiUpstream upstream(String url) {
        return new GenAiUpstream(new GeminiProperties(url, Duration.ofMinutes(1), 64));
    }

    private CallOutcome stream(LocalGemini gemini) {
        return upstream(gemini.url()).stream(
                Given.claim(Given.prompt()), KEY, () -> true, this::take);
    }

    private CallOutcome streamOf(String... pieces) {
        try (var gemini = LocalGemini.handling(sending(pieces))) {
            return stream(gemini);
        }
    }

    private static HttpHandler sending(String... pieces) {
        return exchange -> {
            begin(exchange);
            for (var piece : pieces) {
                send(exchange, piece);
            }
            exchange.getResponseBody().close();
        };
    }

    private static void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    private static void send(HttpExchange exchange, String piece) throws IOException {
        exchange.getResponseBody().write(piece.getBytes(UTF_8));
        exchange.getResponseBody().flush();
    }

    private static String chunk(String text) {
        return "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"" + text + "\"}]}}]}";
    }

    @Test
    void theRequestIsGooglesStreamingOneWithTheKeyInItsHeader() {
        try (var gemini = LocalGemini.handling(sending("data: {}\n\n"))) {
            stream(gemini);
            var request = gemini.arrived().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target())
                    .isEqualTo("/v1beta/models/gemini-flash-latest:streamGenerateContent?alt=sse");
            assertThat(request.headers().get("x-goog-api-key")).containsExactly(KEY.reveal());
            assertThat(request.headers().getFirst("Content-Type")).startsWith("application/json");
            assertThat(request.body()).isEqualTo(Given.prompt());
        }
    }

    @Test
    void aBaseUrlMayHaveAPath() {
        try (var gemini = LocalGemini.handling(sending("data: {}\n\n"))) {
            upstream(gemini.url() + "/prefix/").stream(
                    Given.claim(Given.prompt()), KEY, () -> true, this::take);
            assertThat(gemini.arrived().getFirst().target())
                    .startsWith("/prefix/v1beta/models/gemini-flash-latest:stream");
        }
    }

    @Test
    void chunksPassThroughAsTheyCameAndTheAnswerIsAllOfThem() {
        var odd = "{ \"n\":123456789012345678901234567890,\"d\":0.10,\"future\":{\"x\":[1,null]} }";
        var outcome = streamOf("data: " + chunk("쌀") + "\r\n\r\n", "data: " + odd + "\r\n\r\n");
        assertThat(chunks).containsExactly(chunk("쌀"), odd);
        assertThat(outcome)
                .isEqualTo(
                        new Answered(
                                Body.of(
                                        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"쌀\"}]}}],"
                                                + "\"n\":123456789012345678901234567890,\"d\":0.10,"
                                                + "\"future\":{\"x\":[1,null]}}")));
    }

    @Test
    void aChunkThatComesInSeveralLinesGoesOnInOne() {
        streamOf("data: {\ndata: \"a\":\ndata: 1.10}\n\n");
        assertThat(chunks).containsExactly("{\"a\":1.10}");
    }

    @Test
    void aChunkLargerThanAnyBufferIsWhole() {
        var large = chunk("A".repeat(21_000_000));
        assertThat(streamOf("data: " + large + "\n\n")).isInstanceOf(Answered.class);
        assertThat(chunks).containsExactly(large);
    }

    @Test
    void eachChunkIsHereBeforeTheNextIsMade() throws Exception {
        var first = new CompletableFuture<String>();
        try (var gemini =
                LocalGemini.handling(exchange -> {
                    begin(exchange);
                    send(exchange, "data: " + chunk("one") + "\n\n");
                    assertThat(first.join()).isEqualTo(chunk("one"));
                    send(exchange, "data: " + chunk("two") + "\n\n");
                    exchange.getResponseBody().close();
                })) {
            var outcome =
                    upstream(gemini.url()).stream(
                            Given.claim(Given.prompt()),
                            KEY,
                            () -> true,
                            chunk -> {
                                first.complete(chunk.text());
                                return true;
                            });
            assertThat(outcome).isInstanceOf(Answered.class);
        }
    }

    @Test
    void anErrorFrameIsUnderstoodAsAnErrorIs() {
        var outcome =
                streamOf(
                        "data: " + chunk("a") + "\n\n",
                        "data: " + GoogleBodies.error(503, "UNAVAILABLE", "busy") + "\n\n");
        assertThat(chunks).containsExactly(chunk("a"));
        assertThat(outcome)
                .asInstanceOf(Outcomes.TROUBLE)
                .matches(trouble -> trouble.error().code().equals("UNAVAILABLE"))
                .matches(trouble -> Integer.valueOf(503).equals(trouble.error().upstreamStatus()));
    }

    @Test
    void aFirstFrameThatIsAnErrorMovesTheJobAsAStatusWould() {
        assertThat(streamOf("data: " + GoogleBodies.minute("15s").replace("\n", "") + "\n\n"))
                .isInstanceOf(Throttled.class);
        assertThat(chunks).isEmpty();
    }

    @Test
    void googlesEchoOfAKeyIsRedacted() {
        var leaked = GoogleBodies.error(400, "INVALID_ARGUMENT", "Bad " + KEY.reveal());
        assertThat(streamOf("data: " + leaked + "\n\n").toString())
                .contains("<redacted>")
                .doesNotContain(KEY.reveal());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "data: {\"candidates\": [\n\n",
                "data: []\n\n",
                "data: [DONE]\n\n",
                "{}",
                "<html>"
            })
    void whatHasNoWholeChunkIsNoAnswer(String stream) {
        assertThat(streamOf(stream))
                .asInstanceOf(Outcomes.TROUBLE)
                .extracting(trouble -> trouble.error().code())
                .isEqualTo("BAD_ANSWER");
        assertThat(chunks).isEmpty();
    }

    @Test
    void aConnectionThatIsCutIsTroubleWhateverHasCome() {
        try (var gemini =
                LocalGemini.handling(exchange -> {
                    exchange.sendResponseHeaders(200, 1_000_000);
                    send(exchange, "data: " + chunk("a") + "\n\n");
                    send(exchange, "data: {\"cand");
                })) {
            assertThat(stream(gemini))
                    .asInstanceOf(Outcomes.TROUBLE)
                    .extracting(trouble -> trouble.error().code())
                    .isEqualTo("UPSTREAM_UNREACHABLE");
            assertThat(chunks).containsExactly(chunk("a"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504})
    void nothingIsEverSentTwice(int status) {
        try (var gemini = LocalGemini.answering(status, "")) {
            assertThat(stream(gemini)).isNotInstanceOf(Answered.class);
            assertThat(gemini.arrived()).hasSize(1);
        }
    }

    @Test
    void aRefusalAndAKeyFaultAreToldApart() {
        var bad = GoogleBodies.error(400, "INVALID_ARGUMENT", "no");
        try (var gemini = LocalGemini.answering(400, bad)) {
            assertThat(stream(gemini)).isInstanceOf(Refused.class);
        }
        try (var gemini = LocalGemini.answering(403, GoogleBodies.suspended(KEY.reveal()))) {
            assertThat(stream(gemini)).isInstanceOf(KeyFault.class);
        }
    }

    @Test
    void aLatePermitNeverReachesTheUpstream() {
        try (var gemini = LocalGemini.handling(sending("data: {}\n\n"))) {
            var outcome =
                    upstream(gemini.url()).stream(
                            Given.claim(Given.prompt()), KEY, () -> false, this::take);
            assertThat(outcome).isEqualTo(new Late());
            assertThat(gemini.arrived()).isEmpty();
        }
    }

    @Test
    void whoWantsNoMoreEndsTheCall() throws Exception {
        var gone = new CountDownLatch(1);
        try (var gemini = LocalGemini.handling(exchange -> sendUntilGone(exchange, gone))) {
            var outcome =
                    upstream(gemini.url()).stream(
                            Given.claim(Given.prompt()), KEY, () -> true, _ -> false);
            assertThat(outcome).isEqualTo(new Interrupted());
            gone.await();
        }
    }

    @Test
    void anInterruptEndsTheCallAtOnce() throws Exception {
        var gone = new CountDownLatch(1);
        var first = new CountDownLatch(1);
        try (var gemini = LocalGemini.handling(exchange -> sendUntilGone(exchange, gone))) {
            var outcome = new CompletableFuture<CallOutcome>();
            var caller =
                    Thread.ofVirtual()
                            .start(() ->
                                    outcome.complete(
                                            upstream(gemini.url()).stream(
                                                    Given.claim(Given.prompt()),
                                                    KEY,
                                                    () -> true,
                                                    _ -> {
                                                        first.countDown();
                                                        return true;
                                                    })));
            first.await();
            caller.interrupt();
            assertThat(outcome.get()).isEqualTo(new Interrupted());
            gone.await();
        }
    }

    private static void sendUntilGone(HttpExchange exchange, CountDownLatch gone)
            throws IOException {
        begin(exchange);
        try {
            while (true) {
                send(exchange, "data: " + chunk("x".repeat(1000)) + "\n\n");
            }
        } catch (IOException e) {
            gone.countDown();
            throw e;
        }
    }
}
