package io.ssalmuk.webhook.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.EndedJob;
import io.ssalmuk.webhook.Deliveries.Target;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.EventType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of what was claimed. */
final class DueRow {

    private DueRow() {}

    static Due read(ResultSet row) throws SQLException {
        return new Due(
                new DeliveryId(row.getObject("delivery_id", UUID.class)),
                new JobId(row.getObject("job_id", UUID.class)),
                row.getString("lane"),
                row.getInt("attempts"),
                EventType.of(row.getString("event")).orElseThrow(),
                row.getObject("happened_at", OffsetDateTime.class).toInstant(),
                row.getObject("now", OffsetDateTime.class).toInstant(),
                new ClientId(row.getObject("client_id", UUID.class)),
                target(row),
                job(row));
    }

    private static Optional<Target> target(ResultSet row) throws SQLException {
        var endpoint = row.getObject("endpoint_id", UUID.class);
        var url = endpoint == null ? row.getString("own_url") : row.getString("url");
        // A test is for an endpoint that is turned off, too.
        boolean wanted =
                endpoint == null
                        || row.getBoolean("active")
                        || row.getString("event").equals(EventType.TEST.text());
        return url == null || !wanted || row.getBytes("secret") == null
                ? Optional.empty()
                : Optional.of(
                        new Target(
                                Optional.ofNullable(endpoint).map(EndpointId::new),
                                url,
                                row.getBoolean("whole_result"),
                                secrets(row),
                                failingFor(row)));
    }

    private static List<SealedSecret> secrets(ResultSet row) throws SQLException {
        var secrets = new ArrayList<SealedSecret>(2);
        secrets.add(new SealedSecret(row.getBytes("secret")));
        byte @Nullable [] former = row.getBytes("former_secret");
        if (former != null) {
            secrets.add(new SealedSecret(former));
        }
        return secrets;
    }

    private static Optional<Duration> failingFor(ResultSet row) throws SQLException {
        long millis = row.getLong("failing_for_ms");
        return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(millis));
    }

    private static @Nullable EndedJob job(ResultSet row) throws SQLException {
        var state = row.getString("state");
        var metadata = row.getString("metadata");
        return state == null
                ? null
                : new EndedJob(
                        JobState.of(state),
                        row.getString("model"),
                        row.getObject("job_created_at", OffsetDateTime.class).toInstant(),
                        error(row),
                        metadata == null ? null : Body.of(metadata));
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
