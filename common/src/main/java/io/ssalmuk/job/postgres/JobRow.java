package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A job as it is selected, with or without its result. */
final class JobRow {

    private JobRow() {}

    static Job withResult(ResultSet row) throws SQLException {
        byte @Nullable [] body = row.getBytes("body");
        var metadata = row.getString("metadata");
        return job(
                row,
                body == null ? null : new Body(body),
                metadata == null ? null : Body.of(metadata));
    }

    static Job withoutResult(ResultSet row) throws SQLException {
        return job(row, null, null);
    }

    private static Job job(ResultSet row, @Nullable Body result, @Nullable Body metadata)
            throws SQLException {
        var retryOf = row.getObject("retry_of", UUID.class);
        return new Job(
                new JobId(row.getObject("id", UUID.class)),
                JobMethod.of(row.getString("method")),
                row.getString("model"),
                JobState.of(row.getString("state")),
                row.getInt("attempt"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "ended_at"),
                error(row),
                result,
                instant(row, "deadline"),
                retryOf == null ? null : new JobId(retryOf),
                metadata);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static @Nullable JobError error(ResultSet row) throws SQLException {
        var code = row.getString("error_code");
        return code == null
                ? null
                : new JobError(
                        code,
                        row.getObject("error_status", Integer.class),
                        row.getString("error_message"));
    }
}
