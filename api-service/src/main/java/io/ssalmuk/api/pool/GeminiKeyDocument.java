package io.ssalmuk.api.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.pool.GeminiKeys.StoredKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A Gemini key without the key, which nobody but a worker can read. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GeminiKeyDocument(
        String id,
        String name,
        String hint,
        Owner project,
        String state,
        @Nullable String reason,
        @Nullable Instant recheckAt,
        Instant createdAt) {

    /** The project that it belongs to. */
    record Owner(String id, String name) {}

    static GeminiKeyDocument of(StoredKey key) {
        return new GeminiKeyDocument(
                Long.toString(key.id().value()),
                key.name(),
                key.hint(),
                new Owner(Long.toString(key.projectId().value()), key.project()),
                key.state(),
                key.reason(),
                key.recheckAt(),
                key.createdAt());
    }

    /** A page of them, oldest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<GeminiKeyDocument> keys, @Nullable String nextCursor) {

        static Page of(List<StoredKey> keys, int limit) {
            var shown = keys.stream().limit(limit).toList();
            return new Page(
                    shown.stream().map(GeminiKeyDocument::of).toList(),
                    keys.size() > limit
                            ? new PageQuery.Place(shown.getLast().id().value(), "").cursor()
                            : null);
        }
    }
}
