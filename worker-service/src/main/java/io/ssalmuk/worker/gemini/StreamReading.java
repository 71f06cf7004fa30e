package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads one stream to its end, passes its chunks on, and merges them. */
final class StreamReading {

    private static final int READ_AT_ONCE = 16 * 1024;

    /** Of an error frame that does not say its own. */
    private static final int INTERNAL = 500;

    private final GeminiKey key;
    private final Chunks chunks;
    private final SseParser parser = new SseParser();
    private final MergedAnswer merged = new MergedAnswer();

    StreamReading(GeminiKey key, Chunks chunks) {
        this.key = key;
        this.chunks = chunks;
    }

    CallOutcome read(InputStream stream) throws IOException {
        byte[] buffer = new byte[READ_AT_ONCE];
        int count = stream.read(buffer);
        while (count >= 0) {
            for (var event : parser.feed(buffer, count)) {
                var ending = take(event);
                if (ending.isPresent()) {
                    return ending.get();
                }
            }
            count = stream.read(buffer);
        }
        return parser.end().flatMap(this::take).orElseGet(this::whole);
    }

    private CallOutcome whole() {
        return merged.isEmpty()
                ? bad("Gemini's stream ended before its first chunk")
                : new Answered(merged.body());
    }

    /** Present when nothing more is to be read. */
    private Optional<CallOutcome> take(byte[] event) {
        var chunk = ChunkJson.object(event);
        if (chunk.isEmpty()) {
            return Optional.of(bad("A chunk of Gemini's stream was cut off or not JSON"));
        }
        if (chunk.get().path("error").isObject()) {
            return Optional.of(refused(chunk.get(), event));
        }
        merged.add(chunk.get());
        boolean wanted = chunks.take(line(event, chunk.get()));
        // What is in the buffer already could be read although the socket is closed.
        return wanted && !Thread.currentThread().isInterrupted()
                ? Optional.empty()
                : Optional.of(new Interrupted());
    }

    /** As it came, unless it came in several lines. */
    private static Body line(byte[] event, ObjectNode chunk) {
        for (byte b : event) {
            if (b == '\n') {
                return ChunkJson.write(chunk);
            }
        }
        return new Body(event);
    }

    private CallOutcome refused(ObjectNode frame, byte[] event) {
        int status = frame.path("error").path("code").asInt(INTERNAL);
        return ErrorClassifier.classify(
                new RawError(status, key.redactFrom(new Body(event).text())));
    }

    private static CallOutcome bad(String why) {
        return new Trouble(new JobError("BAD_ANSWER", 200, why), true);
    }
}
