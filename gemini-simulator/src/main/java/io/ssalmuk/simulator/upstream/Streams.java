package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.answer.AnswerWriter;
import io.ssalmuk.simulator.answer.Prompt;
import io.ssalmuk.simulator.clock.Pauser;
import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.exchange.Reply.Sink;
import io.ssalmuk.simulator.exchange.Reply.Streamed;
import io.ssalmuk.simulator.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/** Answers of generateContent and streamGenerateContent, in one piece, as SSE or as an array. */
final class Streams {
    private final AnswerWriter writer;
    private final Pauser pauser;
    private final AtomicReference<Pace> pace;

    Streams(Surroundings surroundings) {
        this.writer = surroundings.writer();
        this.pauser = surroundings.pauser();
        this.pace = surroundings.pace();
    }

    static boolean isSse(Incoming incoming) {
        return incoming.parameter("alt").filter("sse"::equals).isPresent();
    }

    Reply reply(Ask ask, Prompt prompt, Ending ending) {
        if (ask.call().streaming()) {
            return stream(ask, prompt, ending);
        }
        return Reply.ok(
                ending == Ending.BLOCKED
                        ? writer.blocked(prompt)
                        : writer.whole(ask.model(), prompt));
    }

    private Reply stream(Ask ask, Prompt prompt, Ending ending) {
        Framing framing = isSse(ask.call().incoming()) ? Framing.SSE : Framing.ARRAY;
        List<JsonNode> pieces =
                switch (ending) {
                    case WHOLE -> writer.chunks(ask.model(), prompt);
                    case BLOCKED -> List.of(writer.blocked(prompt));
                    case ERROR_FRAME, CUT_OFF -> writer.beginning(ask.model(), prompt);
                };
        return new Streamed(framing.contentType(), sink -> play(pieces, framing, ending, sink));
    }

    private void play(List<JsonNode> pieces, Framing framing, Ending ending, Sink sink)
            throws IOException, InterruptedException {
        Duration gap = pace.get().chunkGap();
        for (int i = 0; i < pieces.size(); i++) {
            if (i > 0) {
                pauser.pause(gap);
            }
            sink.send(framing.frame(pieces.get(i), i == 0));
        }
        switch (ending) {
            case WHOLE, BLOCKED -> {}
            case ERROR_FRAME ->
                    sink.send(
                            framing.frame(Fault.UNAVAILABLE.refusal().orElseThrow().body(), false));
            case CUT_OFF -> sink.cut();
        }
        sink.send(framing.end());
    }
}
