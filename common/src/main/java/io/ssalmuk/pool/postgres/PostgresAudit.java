package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.AuditTrail;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresAudit implements AuditTrail {

    private static final String WRITE =
            """
            INSERT INTO audit (who, origin, action, subject, detail)
            VALUES (:who, :origin, :action, :subject, :detail)
            """;

    private static final String BEFORE =
            """
            SELECT id, at, who, origin, action, subject, detail
            FROM audit
            WHERE id < :before
            ORDER BY id DESC
            LIMIT :most
            """;

    private final JdbcClient jdbc;

    PostgresAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void write(Actor actor, String action, String subject, String detail) {
        jdbc.sql(WRITE)
                .param("who", actor.who())
                .param("origin", actor.origin())
                .param("action", action)
                .param("subject", subject)
                .param("detail", detail)
                .update();
    }

    @Override
    public List<Entry> before(long id, int most) {
        return jdbc.sql(BEFORE)
                .param("before", id)
                .param("most", most)
                .query((row, _) -> entry(row))
                .list();
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("who"),
                row.getString("origin"),
                row.getString("action"),
                row.getString("subject"),
                row.getString("detail"));
    }
}
