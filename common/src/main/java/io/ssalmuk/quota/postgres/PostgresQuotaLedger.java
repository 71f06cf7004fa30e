package io.ssalmuk.quota.postgres;

import io.ssalmuk.quota.Ask;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;

@Component
final class PostgresQuotaLedger implements QuotaLedger {

    private final JdbcClient jdbc;
    private final LedgerProperties properties;
    private final LargePools large;

    PostgresQuotaLedger(JdbcClient jdbc, LedgerProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.large = new LargePools(jdbc);
    }

    @Override
    public LeaseAnswer lease(String bucket, List<Ask> asks, int most) {
        var first = asks.getFirst();
        if (most == 1 && (first.urgent() || properties.interactiveShare() == 0)) {
            long before = System.nanoTime();
            var row = leaseOne(bucket, first);
            if (row.isPresent()) {
                return answer(bucket, asks, row.stream().toList(), before);
            }
        }
        long before = System.nanoTime();
        return answer(bucket, asks, leaseMany(bucket, asks, most), before);
    }

    private Optional<LeaseRow> leaseOne(String bucket, Ask ask) {
        return jdbc.sql(LedgerSql.LEASE_PERMIT)
                .param("bucket", bucket)
                .param("units", ask.units())
                .param("tokens", ask.tokens())
                .param("simulated", properties.simulated())
                .param("occupiedMillis", properties.occupiedMillis())
                .param("marginMillis", properties.margin().toMillis())
                .param("lastDraw", large.lastDraw(bucket), Types.DOUBLE)
                .query((row, _) -> LeaseRow.of(row))
                .optional();
    }

    private List<LeaseRow> leaseMany(String bucket, List<Ask> asks, int most) {
        return jdbc.sql(LedgerSql.LEASE_LINE)
                .param("bucket", bucket)
                .param("units", column("int4", asks, Ask::units))
                .param("tokens", column("int8", asks, Ask::tokens))
                .param("bulk", column("bool", asks, ask -> !ask.urgent()))
                .param("most", most)
                .param("simulated", properties.simulated())
                .param("share", properties.interactiveShare())
                .param("occupiedMillis", properties.occupiedMillis())
                .param("marginMillis", properties.margin().toMillis())
                .query((row, _) -> LeaseRow.of(row))
                .list();
    }

    private LeaseAnswer answer(String bucket, List<Ask> asks, List<LeaseRow> rows, long before) {
        var first = rows.isEmpty() ? LeaseRow.BUSY : rows.getFirst();
        return switch (first.why()) {
            case null -> granted(bucket, asks, rows, before);
            case "BUSY" -> new LeaseAnswer.Busy();
            case "TOO_LARGE" -> tooLarge(bucket, rows);
            case String why ->
                    new LeaseAnswer.Exhausted(
                            LeaseAnswer.Reason.valueOf(why), Duration.ofMillis(first.waitMillis()));
        };
    }

    private static SqlArrayValue column(String type, List<Ask> asks, Function<Ask, Object> value) {
        return new SqlArrayValue(type, asks.stream().map(value).toArray());
    }

    private LeaseAnswer granted(String bucket, List<Ask> asks, List<LeaseRow> rows, long before) {
        return new LeaseAnswer.Granted(
                rows.stream()
                        .collect(
                                Collectors.toMap(
                                        LeaseRow::position,
                                        row -> {
                                            var ask = asks.get(row.position());
                                            return row.permit(
                                                    bucket, ask, before, properties.useBy());
                                        })));
    }

    private LeaseAnswer tooLarge(String bucket, List<LeaseRow> rows) {
        var asks = rows.stream().map(LeaseRow::position).collect(Collectors.toSet());
        return jdbc.sql(LedgerSql.LARGEST_LIMITS)
                .param("bucket", bucket)
                .param("simulated", properties.simulated())
                .query((row, _) ->
                        row.getLong("projects") == 0
                                ? new LeaseAnswer.NoProject()
                                : new LeaseAnswer.TooLarge(asks, limits(row)))
                .single();
    }

    private static Limits limits(ResultSet row) throws SQLException {
        return new Limits(
                row.getObject("rpm", Integer.class),
                row.getObject("tpm", Long.class),
                row.getObject("rpd", Integer.class));
    }

    @Override
    public void settle(Permit permit, long inputTokens) {
        // One that waited for a bucket which is merged away finds it gone: the second goes to
        // where the lease is by then.
        if (inputTokens != permit.tokens() && settled(permit, inputTokens) == 0) {
            int _ = settled(permit, inputTokens);
        }
    }

    private int settled(Permit permit, long inputTokens) {
        return jdbc.sql(LedgerSql.SETTLE)
                .param("lease", permit.lease())
                .param("tokens", inputTokens)
                .update();
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
    public Outlook outlook(String bucket, long tokens, Duration ahead) {
        return jdbc.sql(LedgerSql.OUTLOOK)
                .param("bucket", bucket)
                .param("simulated", properties.simulated())
                .param("tokens", Math.max(1, tokens))
                .param("aheadMillis", ahead.toMillis())
                .param("marginMillis", properties.margin().toMillis())
                .query((row, _) -> outlook(row))
                .single();
    }

    private static Outlook outlook(ResultSet row) throws SQLException {
        return new Outlook(
                row.getLong("permits"), Duration.ofMillis(Math.max(0, row.getLong("wait_millis"))));
    }
}
