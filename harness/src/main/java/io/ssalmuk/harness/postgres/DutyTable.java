package io.ssalmuk.harness.postgres;

import java.util.OptionalLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Says which worker is on duty for the whole cluster. */
public final class DutyTable {

    /** A worker's name is its process id and its host. */
    private static final String HOLDER =
            """
            SELECT split_part(w.name, '@', 1)::bigint
            FROM duty d JOIN worker_boot w ON w.id = d.holder
            WHERE d.name = 'housekeeping' AND d.expires_at > clock_timestamp()
            """;

    private final JdbcClient jdbc;

    public DutyTable(PostgresProcess postgres) {
        this.jdbc = JdbcClient.create(postgres.dataSource());
    }

    /** The process id of the worker on duty; none while nobody is. */
    public OptionalLong holder() {
        return jdbc.sql(HOLDER).query(Long.class).list().stream().mapToLong(pid -> pid).findFirst();
    }
}
