package io.ssalmuk.job.postgres;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.RequestSizes;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresRequestSizes implements RequestSizes {

    private static final String SIZE =
            """
            -- A long value's length stands at its beginning: the rest of it is not read.
            SELECT octet_length(body) FROM job_request WHERE id = :job
            """;

    private final JdbcClient jdbc;

    PostgresRequestSizes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public long bytes(JobId job) {
        return jdbc.sql(SIZE).param("job", job.value()).query(Long.class).optional().orElse(0L);
    }
}
