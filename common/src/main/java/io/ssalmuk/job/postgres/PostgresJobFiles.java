package io.ssalmuk.job.postgres;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobFiles;
import io.ssalmuk.job.JobId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class PostgresJobFiles implements JobFiles {

    private static final String FILES_OF_JOB =
            """
            SELECT f.marker, f.hash, c.size, f.mime_type
            FROM job_file f
            JOIN file_content c ON c.hash = f.hash
            WHERE f.job_id = :job
            """;

    private static final String RELEASE =
            """
            DELETE FROM job_file f
            WHERE f.job_id = :job
              AND EXISTS (SELECT FROM job j WHERE j.id = :job
                            AND j.state IN ('completed', 'failed', 'cancelled', 'expired'))
            RETURNING f.hash
            """;

    private static final String RELEASE_ENDED =
            """
            DELETE FROM job_file f
            WHERE NOT EXISTS (SELECT FROM job j
                              WHERE j.id = f.job_id AND j.state IN ('queued', 'processing'))
            """;

    private final JdbcClient jdbc;

    PostgresJobFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<JobFile> of(JobId job) {
        return jdbc.sql(FILES_OF_JOB)
                .param("job", job.value())
                .query((row, _) ->
                        new JobFile(
                                row.getObject("marker", UUID.class),
                                ContentHash.of(row.getBytes("hash")),
                                row.getLong("size"),
                                row.getString("mime_type")))
                .list();
    }

    @Override
    public Set<ContentHash> release(JobId job) {
        return new HashSet<>(
                jdbc.sql(RELEASE)
                        .param("job", job.value())
                        .query((row, _) -> ContentHash.of(row.getBytes("hash")))
                        .list());
    }

    @Override
    public int releaseEnded() {
        return jdbc.sql(RELEASE_ENDED).update();
    }
}
