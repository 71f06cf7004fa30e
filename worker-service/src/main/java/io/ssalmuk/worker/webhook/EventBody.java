package io.ssalmuk.worker.webhook;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.EndedJob;
import java.io.ByteArrayOutputStream;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** An event as its receiver gets it: the same at every attempt. */
final class EventBody {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** Of this form; another meaning of a member would be another version. */
    private static final String VERSION = "v1";

    /** Receivers seldom take more, and a hundred of them are in memory at a time. */
    private static final int LARGEST_ANSWER = 1024 * 1024;

    private final JsonGenerator out;

    private EventBody(JsonGenerator out) {
        this.out = out;
    }

    /**
     * Writes an event.
     *
     * @param base what links begin with
     * @param answer Google's, if the receiver wants it and there is one
     */
    static byte[] write(Due due, String base, Optional<Body> answer) {
        var bytes = new ByteArrayOutputStream();
        try (var out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("type", due.event().text());
            out.writeStringProperty("version", VERSION);
            out.writeStringProperty("timestamp", due.happenedAt().toString());
            out.writeObjectPropertyStart("data");
            new EventBody(out).data(due, base, answer);
            out.writeEndObject();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private void data(Due due, String base, Optional<Body> answer) {
        var job = due.ended();
        if (job == null) {
            out.writeStringProperty("message", "This event is a test; there is no such job.");
        } else {
            job(due, job, base);
            answer.ifPresent(this::answer);
        }
    }

    private void job(Due due, EndedJob job, String base) {
        out.writeStringProperty("request_id", due.job().toString());
        out.writeStringProperty("status", job.state().text());
        out.writeStringProperty("model", job.model());
        out.writeStringProperty("created_at", job.createdAt().toString());
        out.writeStringProperty("completed_at", due.happenedAt().toString());
        out.writeStringProperty("status_url", base + "/api/status/" + due.job());
        if (job.metadata() != null) {
            raw("metadata", job.metadata());
        }
        if (job.error() != null) {
            error(job.error());
        }
    }

    private void error(JobError error) {
        out.writeObjectPropertyStart("error");
        out.writeStringProperty("code", error.code());
        out.writeStringProperty("message", error.message());
        if (error.upstreamStatus() != null) {
            out.writeNumberProperty("upstream_status", error.upstreamStatus());
        }
        out.writeEndObject();
    }

    /** One that is too large is to be had at the link. */
    private void answer(Body answer) {
        if (answer.bytes().length <= LARGEST_ANSWER) {
            raw("response", answer);
        } else {
            out.writeBooleanProperty("response_omitted", true);
        }
    }

    private void raw(String name, Body json) {
        out.writeName(name);
        out.writeRawValue(json.text());
    }
}
