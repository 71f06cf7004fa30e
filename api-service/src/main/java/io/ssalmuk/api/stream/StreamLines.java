package io.ssalmuk.api.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;

/** Writes a stream as NDJSON: each line an object, and on its way as soon as it is written. */
final class StreamLines {

    private static final byte[] CHUNK = "{\"chunk\":".getBytes(US_ASCII);
    private static final byte[] DATA = ",\"data\":".getBytes(US_ASCII);
    private static final byte[] END = "}\n".getBytes(US_ASCII);

    private final OutputStream out;
    private final AtomicReference<JsonNode> usage = new AtomicReference<>(StreamJson.object());

    StreamLines(OutputStream out) {
        this.out = out;
    }

    void opening(JobId job) throws IOException {
        line(StreamJson.object().put("request_id", job.toString()));
    }

    /** The chunk itself goes through as it is. */
    void chunk(Body chunk) throws IOException {
        var view = ChunkView.of(chunk);
        view.usage().ifPresent(usage::set);
        out.write(CHUNK);
        out.write(StreamJson.write(view.text()));
        out.write(DATA);
        out.write(chunk.bytes());
        out.write(END);
        out.flush();
    }

    void end(Ending ending) throws IOException {
        switch (ending) {
            case Ending.Whole _ -> line(StreamJson.object().set("usage", usage.get()));
            case Ending.Broken(var error) -> line(StreamJson.object().set("error", error(error)));
        }
    }

    private static JsonNode error(JobError error) {
        var node = StreamJson.object().put("code", error.code()).put("message", error.message());
        if (error.upstreamStatus() != null) {
            node.put("upstream_status", error.upstreamStatus());
        }
        return node;
    }

    private void line(JsonNode object) throws IOException {
        out.write(StreamJson.write(object));
        out.write('\n');
        out.flush();
    }
}
