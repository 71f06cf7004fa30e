package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.json.Json;
import io.ssalmuk.simulator.quota.Limits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class StreamTest {
    private static final String SSE =
            "/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse";
    private static final String ARRAY = "/v1beta/models/gemini-2.5-flash:streamGenerateContent";

    private final List<Duration> pauses = new CopyOnWriteArrayList<>();
    private final GeminiSimulator simulator =
            GeminiSimulator.builder()
                    .clock(MutableClock.ticking())
                    .pauser(pauses::add)
                    .limits(Limits.NONE)
                    .streaming(4, Duration.ofMillis(70))
                    .start();
    private final Caller caller = Caller.of(simulator);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void framesEndAsServerSentEventsDoAndNothingMarksTheEnd() {
        String text = stream(SSE).text();

        assertThat(text).startsWith("data: {").endsWith("}\r\n\r\n").doesNotContain("[DONE]");
        assertThat(text.split("\r\n\r\n")).hasSize(4);
    }

    @Test
    void theChunksMakeUpThePromptAndOnlyTheLastHasAFinishReason() {
        List<JsonNode> chunks = frames(stream(SSE));

        assertThat(chunks.stream().map(StreamTest::text).collect(Collectors.joining()))
                .isEqualTo("one two three four");
        assertThat(chunks.subList(0, 3))
                .noneMatch(chunk -> chunk.at("/candidates/0").has("finishReason"));
        assertThat(chunks.getLast().at("/candidates/0/finishReason").asString()).isEqualTo("STOP");
        assertThat(chunks).allMatch(chunk -> chunk.has("usageMetadata"));
    }

    @Test
    void chunksAreHeldApart() {
        stream(SSE);

        assertThat(pauses).filteredOn(Duration.ofMillis(70)::equals).hasSize(3);
    }

    @Test
    void withoutSseAStreamIsAnArray() {
        Answer answer = stream(ARRAY);

        assertThat(answer.header("content-type")).startsWith("application/json");
        assertThat(answer.json()).hasSize(4);
    }

    @Test
    void withoutSseAnErrorIsInAnArrayToo() {
        simulator.controls().setLimits("*", "*", Limits.perMinute(0));

        assertThat(stream(ARRAY).json().get(0).at("/error/code").asInt()).isEqualTo(429);
        assertThat(stream(SSE).error().path("code").asInt()).isEqualTo(429);
    }

    @Test
    void aStreamCanBeCompressed() {
        Answer answer =
                caller.send(
                        "POST",
                        SSE,
                        Map.of("x-goog-api-key", caller.key(), "accept-encoding", "gzip"),
                        Caller.contents("one two three four").toString());

        assertThat(answer.header("content-encoding")).isEqualTo("gzip");
        assertThat(frames(answer)).hasSize(4);
    }

    @Test
    void aStreamCanEndInAnErrorFrame() {
        simulator.controls().addFault(FaultOrder.next(Fault.STREAM_ERROR, 1));

        List<JsonNode> chunks = frames(stream(SSE));

        assertThat(chunks).hasSize(3);
        assertThat(chunks.getLast().at("/error/status").asString()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void aStreamCanBeCutInTheMiddle() {
        simulator.controls().addFault(FaultOrder.next(Fault.STREAM_CUT, 1));

        assertThatThrownBy(() -> cut(SSE)).isInstanceOf(IOException.class);
        assertThat(simulator.controls().outcomes()).containsEntry("fault:STREAM_CUT", 1L);
    }

    @Test
    void aFaultOfStreamsLeavesOtherCallsAlone() {
        simulator.controls().addFault(FaultOrder.next(Fault.STREAM_CUT, 1));

        assertThat(caller.ask("x").status()).isEqualTo(200);
        assertThatThrownBy(() -> cut(SSE)).isInstanceOf(IOException.class);
    }

    @Test
    void aBlockedPromptIsOneChunkWithoutCandidates() {
        simulator.controls().addFault(FaultOrder.next(Fault.PROMPT_BLOCKED, 1));

        List<JsonNode> chunks = frames(stream(SSE));

        assertThat(chunks).hasSize(1);
        assertThat(chunks.getFirst().has("candidates")).isFalse();
        assertThat(chunks.getFirst().at("/promptFeedback/blockReason").asString())
                .isEqualTo("PROHIBITED_CONTENT");
    }

    private Answer stream(String path) {
        return caller.post(path, Caller.contents("one two three four").toString());
    }

    private void cut(String path) throws IOException {
        String body = Caller.contents("one two three four").toString();
        caller.attempt("POST", path, Map.of("x-goog-api-key", caller.key()), body);
    }

    private static List<JsonNode> frames(Answer answer) {
        return Arrays.stream(answer.text().split("\r\n\r\n"))
                .map(frame -> frame.substring("data: ".length()))
                .map(frame -> Json.parse(frame.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static String text(JsonNode chunk) {
        return chunk.at("/candidates/0/content/parts/0/text").asString();
    }
}
