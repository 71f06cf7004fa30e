package io.ssalmuk.quota.postgres;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.QuotaLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
final class PostgresQuotaLedger implements QuotaLedger {

    private final JdbcClient jdbc;
    private final LedgerProperties properties;

    PostgresQuotaLedger(JdbcClient jdbc, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Override
    public LeaseAnswer lease(String bucket, int units, int wanted) {
        long before = System.nanoTime();
        var permits =
                jdbc.sql(LedgerSql.LEASE_PERMITS)
                        .param("bucket", bucket)
                        .param("units", units)
                        .param("wanted", wanted)
                        .param("simulated", properties.simulated())
                        .param("occupiedMillis", properties.occupiedMillis())
                        .param("marginMillis", properties.margin().toMillis())
                        .query((row, _) -> permit(row, bucket, units, before))
                        .list();
        return permits.isEmpty() ? whyNone(bucket, units) : new LeaseAnswer.Granted(permits);
    }

    private Permit permit(ResultSet row, String bucket, int units, long before)
            throws SQLException {
        return new Permit(
                row.getLong("lease_id"),
                row.getLong("bucket_id"),
                new ProjectId(row.getLong("project_id")),
                new KeyId(row.getLong("key_id")),
                bucket,
                units,
                before,
                properties.useBy());
    }

    private LeaseAnswer whyNone(String bucket, int units) {
        return jdbc.sql(LedgerSql.WHY_NONE)
                .param("bucket", bucket)
                .param("marginMillis", properties.margin().toMillis())
                .param("units", units)
                .param("simulated", properties.simulated())
                .query((row, _) -> reason(row))
                .optional()
                .orElseGet(LeaseAnswer.NoProject::new);
    }

    private static LeaseAnswer reason(ResultSet row) throws SQLException {
        long wait = row.getLong("wait_millis");
        return wait <= 0
                ? new LeaseAnswer.Busy()
                : new LeaseAnswer.Exhausted(
                        LeaseAnswer.Reason.valueOf(row.getString("why")), Duration.ofMillis(wait));
    }

    @Override
    public void giveBack(Permit permit) {
        jdbc.sql(LedgerSql.GIVE_BACK)
                .param("bucketId", permit.bucketId())
                .param("lease", permit.lease())
                .update();
    }

    @Override
    public Optional<Permit> renew(Permit permit) {
        long before = System.nanoTime();
        int renewed =
                occupied(LedgerSql.RENEW, permit)
                        .param("marginMillis", properties.margin().toMillis())
                        .update();
        return renewed == 1 ? Optional.of(permit.renewed(before)) : Optional.empty();
    }

    @Override
    public boolean stamp(Permit permit) {
        return occupied(LedgerSql.STAMP, permit).query(Boolean.class).single();
    }

    private StatementSpec occupied(String sql, Permit permit) {
        return jdbc.sql(sql)
                .param("bucketId", permit.bucketId())
                .param("lease", permit.lease())
                .param("occupiedMillis", properties.occupiedMillis());
    }

    @Override
    public void coolDown(Permit permit, Duration pause, String reason) {
        coolDown(LedgerSql.COOL_DOWN, permit, pause, reason);
    }

    @Override
    public void coolDownForTheDay(Permit permit, Duration pause, String reason) {
        coolDown(LedgerSql.COOL_DOWN_FOR_THE_DAY, permit, pause, reason);
    }

    private void coolDown(String sql, Permit permit, Duration pause, String reason) {
        jdbc.sql(sql)
                .param("bucketId", permit.bucketId())
                .param("pauseMillis", pause.toMillis())
                .param("reason", reason)
                .update();
    }

    @Override
    public Outlook outlook(String bucket, Duration ahead) {
        return jdbc.sql(LedgerSql.OUTLOOK)
                .param("bucket", bucket)
                .param("simulated", properties.simulated())
                .param("aheadMillis", ahead.toMillis())
                .query((row, _) -> outlook(row))
                .single();
    }

    private static Outlook outlook(ResultSet row) throws SQLException {
        return new Outlook(
                row.getLong("permits"), Duration.ofMillis(Math.max(0, row.getLong("wait_millis"))));
    }
}
