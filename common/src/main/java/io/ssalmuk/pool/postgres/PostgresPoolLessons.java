package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.PoolLessons;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresPoolLessons implements PoolLessons {

    /** How long a bucket is left in peace by refusals before it gets back one of its places. */
    private static final int CLEAN_WINDOWS = 5;

    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

    /** A refusal without a reason is often over within seconds. */
    private static final Duration FIRST_REST = Duration.ofSeconds(15);

    /** Where it never ends, one call in so long is lost. */
    private static final Duration LONGEST_REST = Duration.ofMinutes(8);

    private static final String LIMITS_LOCK = "SELECT limits_lock()";

    private static final String LEARN =
            """
            INSERT INTO learned_limit AS l (project_id, bucket, dimension, value, learned_at)
            SELECT b.project_id, b.bucket, :dimension, :value, ledger_now()
            FROM quota_bucket b
            LEFT JOIN quota_belief q ON q.bucket_id = b.id
            WHERE b.id = :bucketId
              AND CASE :dimension WHEN 'rpm' THEN coalesce(q.rpm, b.rpm)
                                  WHEN 'tpm' THEN coalesce(q.tpm, b.tpm)
                                  ELSE coalesce(q.rpd, b.rpd) END IS DISTINCT FROM :value
            ON CONFLICT (project_id, bucket, dimension) DO UPDATE
            SET value = excluded.value, learned_at = excluded.learned_at
            -- What a call met that left before that was learned may be over.
            WHERE l.value <> excluded.value
              AND l.learned_at < excluded.learned_at - :ageMillis * interval '1 millisecond'
            """;

    private static final String DERIVE_ONE =
            """
            SELECT derive_limits(b.project_id, b.bucket) FROM quota_bucket b WHERE b.id = :bucketId
            """;

    private static final String NOTE_REFUSAL =
            """
            SELECT project, bucket, counted, believed, working
            FROM note_refusal(:bucketId, :lease, :windowMillis * interval '1 millisecond', :lower)
            """;

    private static final String REST =
            """
            UPDATE quota_bucket
            SET cooldown_until = ledger_now() + :pauseMillis * interval '1 millisecond',
                cooldown_reason = :reason
            WHERE id = :bucketId
              AND cooldown_until < ledger_now() + :pauseMillis * interval '1 millisecond'
            """;

    private static final String REST_LONGER =
            """
            SELECT rest_bare(:bucketId, :ageMillis * interval '1 millisecond',
                             :firstMillis * interval '1 millisecond',
                             :mostMillis * interval '1 millisecond', :reason)
            """;

    private static final String LET_THROUGH =
            "SELECT end_bare(:bucketId, :ageMillis * interval '1 millisecond')";

    private static final String PROBATION = "SELECT put_on_probation(:bucketId)";

    private static final String STOP =
            """
            SELECT stop_project(b.project_id, b.id, :reason, :pauseMillis * interval '1 millisecond')
            FROM quota_bucket b WHERE b.id = :bucketId
            """;

    private static final String QUARANTINE =
            """
            SELECT quarantine_keys(:project, NULL, :reason, :pauseMillis * interval '1 millisecond')
            """;

    private static final String IDENTIFY =
            """
            SELECT told, kept_name, gone_name FROM identify_project(:project, :number)
            """;

    private static final String ALIAS =
            """
            INSERT INTO model_alias AS a (model, source, bucket)
            SELECT :model, 'learned', :bucket
            WHERE NOT EXISTS (SELECT FROM model_alias o WHERE o.model = :model AND o.source = 'operator')
            ON CONFLICT (model, source) DO UPDATE
            SET bucket = excluded.bucket, changed_at = excluded.changed_at
            WHERE a.bucket <> excluded.bucket
            """;

    private static final String ENSURE_BUCKET = "SELECT ensure_bucket(:bucket, :like)";

    private static final String DERIVE_BUCKET = "SELECT derive_limits(NULL, :bucket)";

    private static final String RECOVER =
            """
            SELECT recover_limits(:windowMillis * interval '1 millisecond',
                                  :occupiedMillis * interval '1 millisecond', :clean)
            """;

    private final JdbcClient jdbc;
    private final LedgerWindow ledger;

    PostgresPoolLessons(JdbcClient jdbc, LedgerWindow ledger) {
        this.jdbc = jdbc;
        this.ledger = ledger;
    }

    @Override
    @Transactional
    public boolean learn(Permit permit, Dimension dimension, long value, Duration age) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        int learned =
                of(permit, LEARN)
                        .param("dimension", dimension.text())
                        .param("value", value)
                        .param("ageMillis", age.toMillis())
                        .update();
        return learned > 0 && of(permit, DERIVE_ONE).query(Integer.class).single() > 0;
    }

    private StatementSpec of(Permit permit, String sql) {
        return jdbc.sql(sql).param("bucketId", permit.bucketId());
    }

    @Override
    public Optional<Drift> refused(Permit permit, Optional<Dimension> lower) {
        return of(permit, NOTE_REFUSAL)
                .param("lease", permit.lease())
                .param("windowMillis", ledger.window().toMillis())
                .param("lower", lower.map(Dimension::text).orElse(null), Types.VARCHAR)
                .query((row, _) -> drift(row))
                .optional();
    }

    private static Drift drift(ResultSet row) throws SQLException {
        return new Drift(
                row.getString("project"),
                row.getString("bucket"),
                row.getLong("counted"),
                row.getObject("believed", Long.class),
                row.getObject("working", Long.class));
    }

    @Override
    @Transactional
    public void restLonger(Permit permit, Duration age, Duration pause, String reason) {
        of(permit, REST_LONGER)
                .param("ageMillis", age.toMillis())
                .param("firstMillis", FIRST_REST.toMillis())
                .param("mostMillis", LONGEST_REST.toMillis())
                .param("reason", reason)
                .query()
                .singleRow();
        of(permit, REST).param("pauseMillis", pause.toMillis()).param("reason", reason).update();
    }

    @Override
    public void letThrough(Permit permit, Duration age) {
        of(permit, LET_THROUGH).param("ageMillis", age.toMillis()).query().singleRow();
    }

    @Override
    @Transactional
    public void unsupported(Permit permit, Duration pause, String reason) {
        of(permit, REST).param("pauseMillis", pause.toMillis()).param("reason", reason).update();
        of(permit, PROBATION).query().listOfRows();
    }

    @Override
    public void stop(Permit permit, Duration pause, String reason) {
        of(permit, STOP)
                .param("pauseMillis", pause.toMillis())
                .param("reason", reason)
                .query()
                .listOfRows();
    }

    @Override
    public int quarantine(ProjectId project, String reason) {
        return jdbc.sql(QUARANTINE)
                .param("project", project.value())
                .param("reason", reason)
                .param("pauseMillis", FIRST_LOOK.toMillis())
                .query(Integer.class)
                .single();
    }

    @Override
    public Identity identify(ProjectId project, String number) {
        return jdbc.sql(IDENTIFY)
                .param("project", project.value())
                .param("number", number)
                .query((row, _) -> identity(row))
                .single();
    }

    private static Identity identity(ResultSet row) throws SQLException {
        return switch (row.getString("told")) {
            case "merged" ->
                    new Identity.Merged(row.getString("kept_name"), row.getString("gone_name"));
            case "other" ->
                    new Identity.Contradicted(
                            row.getString("kept_name"), row.getString("gone_name"));
            default -> new Identity.Known();
        };
    }

    @Override
    @Transactional
    public boolean alias(String model, String bucket, String insteadOf) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        int learned = jdbc.sql(ALIAS).param("model", model).param("bucket", bucket).update();
        if (learned > 0) {
            jdbc.sql(ENSURE_BUCKET)
                    .param("bucket", bucket)
                    .param("like", insteadOf)
                    .query()
                    .listOfRows();
            jdbc.sql(DERIVE_BUCKET).param("bucket", bucket).query().singleRow();
        }
        return learned > 0;
    }

    @Override
    public int recover() {
        return jdbc.sql(RECOVER)
                .param("windowMillis", ledger.window().toMillis())
                .param("occupiedMillis", ledger.occupiedMillis())
                .param("clean", CLEAN_WINDOWS)
                .query(Integer.class)
                .single();
    }
}
