package io.ssalmuk.api.logs;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.job.TokenUsage;
import io.ssalmuk.job.UsageEntry;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One ended job. What is not known is left out.
 *
 * @param type the method that it called, as Google's URLs spell it
 * @param project by name, whose quota its last call drew from
 * @param waitedMs from the submission until its last call left
 * @param upstreamMs its last call
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LogEntry(
        String requestId,
        Client client,
        String type,
        String model,
        @Nullable String project,
        String status,
        @Nullable String error,
        int attempts,
        @Nullable Long requestBytes,
        @Nullable Long answerBytes,
        Tokens tokens,
        long waitedMs,
        @Nullable Long upstreamMs,
        long totalMs,
        Instant endedAt) {

    /** Whose job it was. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Client(String id, @Nullable String name) {}

    /** As Google counted them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Tokens(
            @Nullable Long prompt,
            @Nullable Long candidates,
            @Nullable Long thoughts,
            @Nullable Long cached,
            @Nullable Long total) {

        static Tokens of(TokenUsage usage) {
            return new Tokens(
                    usage.prompt(),
                    usage.candidates(),
                    usage.thoughts(),
                    usage.cached(),
                    usage.total());
        }
    }

    static LogEntry of(UsageEntry entry) {
        return new LogEntry(
                entry.job().toString(),
                new Client(entry.client().toString(), entry.clientName()),
                entry.method().text(),
                entry.model(),
                entry.project(),
                entry.state().text(),
                entry.error(),
                entry.attempts(),
                entry.sizes().request(),
                entry.sizes().answer(),
                Tokens.of(entry.tokens()),
                entry.times().waited().toMillis(),
                millis(entry.times().upstream()),
                entry.times().total().toMillis(),
                entry.endedAt());
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : time.toMillis();
    }
}
