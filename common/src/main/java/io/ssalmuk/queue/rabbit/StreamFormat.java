package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.AMQP;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.StreamMessage;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream's message on the wire: who and which in the headers, the chunk's own bytes as the body,
 * so that they are neither escaped nor copied once more.
 */
final class StreamFormat {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String JOB = "job";
    private static final String ATTEMPT = "attempt";
    private static final String SEQUENCE = "sequence";
    private static final String KIND = "kind";

    private static final String PART = "part";
    private static final String LAST = "last";
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private static final int NOT_PERSISTENT = 1;

    private StreamFormat() {}

    static AMQP.BasicProperties properties(StreamMessage message) {
        Map<String, Object> headers =
                Map.of(
                        JOB, message.job().toString(),
                        ATTEMPT, message.attempt(),
                        SEQUENCE, message.sequence(),
                        KIND, kind(message));
        return new AMQP.BasicProperties.Builder()
                .deliveryMode(NOT_PERSISTENT)
                .headers(headers)
                .build();
    }

    private static String kind(StreamMessage message) {
        return switch (message) {
            case StreamMessage.Part part -> part.last() ? LAST : PART;
            case StreamMessage.Done _ -> DONE;
            case StreamMessage.Failed _ -> FAILED;
        };
    }

    static byte[] body(StreamMessage message) {
        return switch (message) {
            case StreamMessage.Part part -> part.bytes().bytes();
            case StreamMessage.Done _ -> new byte[0];
            case StreamMessage.Failed failed -> JSON.writeValueAsBytes(failed.error());
        };
    }

    /** Empty for what a newer version sent, or somebody else. */
    static Optional<StreamMessage> read(AMQP.BasicProperties properties, byte[] body) {
        var headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
        return JobId.parse(String.valueOf(headers.get(JOB)))
                .flatMap(job -> read(job, headers, body));
    }

    private static Optional<StreamMessage> read(JobId job, Map<?, ?> headers, byte[] body) {
        if (!(headers.get(ATTEMPT) instanceof Integer attempt)
                || !(headers.get(SEQUENCE) instanceof Integer sequence)) {
            return Optional.empty();
        }
        return switch (String.valueOf(headers.get(KIND))) {
            case PART -> part(job, attempt, sequence, body, false);
            case LAST -> part(job, attempt, sequence, body, true);
            case DONE -> Optional.of(new StreamMessage.Done(job, attempt, sequence));
            case FAILED ->
                    error(body).map(e -> new StreamMessage.Failed(job, attempt, sequence, e));
            default -> Optional.empty();
        };
    }

    private static Optional<StreamMessage> part(
            JobId job, int attempt, int sequence, byte[] body, boolean last) {
        return Optional.of(new StreamMessage.Part(job, attempt, sequence, new Body(body), last));
    }

    private static Optional<JobError> error(byte[] body) {
        try {
            return Optional.of(JSON.readValue(body, JobError.class));
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
