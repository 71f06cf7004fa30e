package io.ssalmuk.quota.postgres;

import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code lease_permit} or {@code lease_line}: a permit, or why there is none.
 *
 * @param position of the ask that it is about
 * @param why none for a permit
 */
record LeaseRow(
        int position,
        long lease,
        long bucketId,
        long project,
        long key,
        @Nullable String why,
        long waitMillis) {

    /** No permit was handed out, because the key for it has just left the pool. */
    static final LeaseRow BUSY = new LeaseRow(0, 0, 0, 0, 0, "BUSY", 0);

    static LeaseRow of(ResultSet row) throws SQLException {
        return new LeaseRow(
                row.getInt("ask") - 1, // SQL counts from one.
                row.getLong("lease_id"),
                row.getLong("bucket_id"),
                row.getLong("project_id"),
                row.getLong("key_id"),
                row.getString("why"),
                row.getLong("wait_millis"));
    }

    Permit permit(String bucket, Ask ask, long issuedNanos, Duration useBy) {
        return new Permit(
                lease,
                bucketId,
                new ProjectId(project),
                new KeyId(key),
                bucket,
                ask.units(),
                ask.tokens(),
                issuedNanos,
                useBy);
    }
}
