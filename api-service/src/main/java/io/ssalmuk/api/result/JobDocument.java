package io.ssalmuk.api.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as the API shows it. What does not apply to its state is left out.
 *
 * @param text the first candidate's text, thoughts left out
 * @param response Google's whole answer, as it came
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobDocument(
        String requestId,
        String status,
        String model,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        int attempts,
        @Nullable String text,
        @Nullable JsonNode candidates,
        @Nullable JsonNode usage,
        @JsonRawValue @Nullable String response,
        @Nullable Failure error) {

    static JobDocument of(Job job, @Nullable Answer answer) {
        return new JobDocument(
                job.id().toString(),
                job.state().text(),
                job.model(),
                job.createdAt(),
                job.startedAt(),
                job.endedAt(),
                job.attempt(),
                answer == null ? null : answer.text(),
                answer == null ? null : answer.candidates(),
                answer == null ? null : answer.usage(),
                answer == null ? null : answer.raw(),
                Failure.of(job.error()));
    }

    public static JobDocument of(Job job) {
        var result = job.result();
        return of(job, result == null ? null : Answer.of(result));
    }

    /** Why a job failed or expired. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failure(String code, String message, @Nullable Integer upstreamStatus) {

        static @Nullable Failure of(@Nullable JobError error) {
            return error == null
                    ? null
                    : new Failure(error.code(), error.message(), error.upstreamStatus());
        }
    }

    /** The parts of Google's answer that most clients look for. */
    record Answer(
            String text, @Nullable JsonNode candidates, @Nullable JsonNode usage, String raw) {

        static Answer of(Body body) {
            var answer = JsonBody.parse(body.bytes());
            return new Answer(
                    text(answer),
                    answer.get("candidates"),
                    answer.get("usageMetadata"),
                    body.text());
        }

        /** Empty for a prompt that was blocked: then there are no candidates at all. */
        private static String text(JsonNode answer) {
            var text = new StringBuilder();
            for (var part : answer.path("candidates").path(0).path("content").path("parts")) {
                if (!part.path("thought").asBoolean(false)) {
                    text.append(part.path("text").asString(""));
                }
            }
            return text.toString();
        }
    }
}
