package io.ssalmuk.api.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.ssalmuk.api.body.JsonBody;
import io.ssalmuk.api.body.RawMember;
import io.ssalmuk.api.forecast.Forecast;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobMethod;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A job as the API shows it. What does not apply to its state is left out.
 *
 * @param deadline after which it is not begun any more
 * @param retryOf the job that it is another try of
 * @param text the first candidate's text, thoughts left out
 * @param embeddings of a job that embeds, as they came
 * @param totalTokens of a job that counts tokens
 * @param response Google's whole answer, as it came
 * @param metadata what the client said about the job when it submitted it
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
        @Nullable Instant deadline,
        @Nullable String retryOf,
        @Nullable String text,
        @Nullable JsonNode candidates,
        @JsonRawValue @Nullable String embeddings,
        @Nullable Long totalTokens,
        @Nullable JsonNode usage,
        @JsonRawValue @Nullable String response,
        @Nullable Failure error,
        @Nullable Long position,
        @Nullable Instant eta,
        @JsonRawValue @Nullable String metadata) {

    private static JobDocument of(Job job, @Nullable Answer answer, Optional<Forecast> forecast) {
        return new JobDocument(
                job.id().toString(),
                job.state().text(),
                job.model(),
                job.createdAt(),
                job.startedAt(),
                job.endedAt(),
                job.attempt(),
                job.deadline(),
                job.retryOf() == null ? null : job.retryOf().toString(),
                answer == null ? null : answer.text(),
                answer == null ? null : answer.candidates(),
                answer == null ? null : answer.embeddings(),
                answer == null ? null : answer.totalTokens(),
                answer == null ? null : answer.usage(),
                answer == null ? null : answer.raw(),
                Failure.of(job.error()),
                forecast.map(Forecast::position).orElse(null),
                forecast.map(Forecast::eta).orElse(null),
                metadata(job));
    }

    private static @Nullable String metadata(Job job) {
        var metadata = job.metadata();
        return metadata == null ? null : metadata.text();
    }

    public static JobDocument of(Job job) {
        return of(job, Optional.empty());
    }

    /** With what may be expected of it while it waits. */
    static JobDocument of(Job job, Optional<Forecast> forecast) {
        var result = job.result();
        return of(job, result == null ? null : Answer.of(job.method(), result), forecast);
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
            @Nullable String text,
            @Nullable JsonNode candidates,
            @Nullable String embeddings,
            @Nullable Long totalTokens,
            @Nullable JsonNode usage,
            String raw) {

        static Answer of(JobMethod method, Body body) {
            return switch (method) {
                case GENERATE_CONTENT, STREAM_GENERATE_CONTENT -> generated(body);
                case BATCH_EMBED_CONTENTS -> embedded(body);
                case COUNT_TOKENS -> counted(body);
            };
        }

        private static Answer generated(Body body) {
            var answer = JsonBody.parse(body.bytes());
            return new Answer(
                    AnswerText.of(answer),
                    answer.get("candidates"),
                    null,
                    null,
                    answer.get("usageMetadata"),
                    body.text());
        }

        /** Without a tree: a hundred vectors have three hundred thousand numbers. */
        private static Answer embedded(Body body) {
            var usage = RawMember.of(body, "usageMetadata").map(Body::of).map(Body::bytes);
            return new Answer(
                    null,
                    null,
                    RawMember.of(body, "embeddings").orElse(null),
                    null,
                    usage.map(JsonBody::parse).orElse(null),
                    body.text());
        }

        private static Answer counted(Body body) {
            var total = JsonBody.parse(body.bytes()).path("totalTokens");
            return new Answer(
                    null,
                    null,
                    null,
                    total.canConvertToLong() ? Long.valueOf(total.longValue()) : null,
                    null,
                    body.text());
        }
    }
}
