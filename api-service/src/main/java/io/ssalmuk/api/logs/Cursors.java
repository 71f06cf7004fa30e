package io.ssalmuk.api.logs;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.UsageLog.Mark;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Places in the log, as texts that nobody needs to understand. */
final class Cursors {

    private static final String BETWEEN = " ";

    private Cursors() {}

    static String write(Mark mark) {
        var text = mark.endedAt() + BETWEEN + mark.job();
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** None for what was not written here. */
    static @Nullable Mark read(String cursor) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            var parts = text.split(BETWEEN, -1);
            return parts.length != 2
                    ? null
                    : JobId.parse(parts[1])
                            .map(job -> new Mark(Instant.parse(parts[0]), job))
                            .filter(mark -> mark.endedAt().isAfter(Instant.EPOCH))
                            .filter(mark -> write(mark).equals(cursor))
                            .orElse(null);
        } catch (IllegalArgumentException | DateTimeException _) {
            return null;
        }
    }
}
