package io.ssalmuk.api.jobs;

import io.ssalmuk.job.JobId;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Places in a client's list, as texts that nobody needs to understand. */
final class JobCursor {

    private static final int BYTES = 2 * Long.BYTES;

    private JobCursor() {}

    static String write(JobId job) {
        var id = job.value();
        var bytes =
                ByteBuffer.allocate(BYTES)
                        .putLong(id.getMostSignificantBits())
                        .putLong(id.getLeastSignificantBits())
                        .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** None for what was not written here. */
    static @Nullable JobId read(String cursor) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() != BYTES) {
                return null;
            }
            var job = new JobId(new UUID(bytes.getLong(), bytes.getLong()));
            return write(job).equals(cursor) ? job : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }
}
