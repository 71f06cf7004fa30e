package io.ssalmuk.file.postgres;

import io.ssalmuk.file.UpstreamCopies;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

@Component
final class PostgresUpstreamCopies implements UpstreamCopies {

    private static final String FIND_COPY =
            """
            SELECT name, uri
            FROM upstream_copy
            WHERE project_id = :project AND hash = :hash AND mime_type = :mimeType
              AND state = 'active' AND expires_at > clock_timestamp()
            """;

    private static final String CLAIM_UPLOAD =
            """
            INSERT INTO upstream_copy AS c (project_id, hash, mime_type, state, upload, boot_id)
            VALUES (:project, :hash, :mimeType, 'uploading', :upload, :boot)
            ON CONFLICT (project_id, hash, mime_type) DO UPDATE
            SET state = 'uploading', upload = excluded.upload, boot_id = excluded.boot_id,
                name = NULL, uri = NULL, expires_at = NULL, deletions = 0,
                touched_at = clock_timestamp()
            WHERE CASE c.state
                      WHEN 'active' THEN c.expires_at <= clock_timestamp()
                      WHEN 'leaving' THEN true
                      ELSE c.touched_at < clock_timestamp() - :silentMillis * interval '1 ms'
                           OR NOT EXISTS (SELECT FROM worker_boot b WHERE b.id = c.boot_id)
                  END
            """;

    private static final String TOUCH =
            """
            UPDATE upstream_copy SET touched_at = clock_timestamp()
            WHERE upload = :upload AND state = 'uploading'
            """;

    private static final String COMPLETE =
            """
            UPDATE upstream_copy
            SET state = 'active', name = :name, uri = :uri, touched_at = clock_timestamp(),
                expires_at = clock_timestamp() + :lifetimeMillis * interval '1 ms'
            WHERE upload = :upload AND state = 'uploading'
            """;

    private static final String ABANDON =
            """
            DELETE FROM upstream_copy WHERE upload = :upload AND state = 'uploading'
            """;

    private static final String FORGET =
            """
            DELETE FROM upstream_copy WHERE project_id = :project AND name = :name
            """;

    private static final String TAKE_UNUSED =
            """
            UPDATE upstream_copy c
            SET state = 'leaving', deletions = c.deletions + 1, touched_at = clock_timestamp()
            FROM (SELECT u.upload, k.id AS key_id
                  FROM upstream_copy u
                  JOIN project p ON p.id = u.project_id AND p.simulated = :simulated
                  CROSS JOIN LATERAL (SELECT k.id FROM gemini_key k
                                      WHERE k.project_id = u.project_id AND k.state = 'active'
                                      LIMIT 1) AS k
                  WHERE u.deletions < :mostTries
                    AND (u.state = 'active'
                         OR (u.state = 'leaving'
                             AND u.touched_at < clock_timestamp() - :pauseMillis * interval '1 ms'))
                    AND NOT EXISTS (SELECT FROM file_content f WHERE f.hash = u.hash)
                  LIMIT :most
                  FOR UPDATE OF u SKIP LOCKED) AS unused
            WHERE c.upload = unused.upload
            RETURNING c.upload, c.project_id, c.name, unused.key_id
            """;

    private static final String GONE =
            """
            DELETE FROM upstream_copy WHERE upload = :upload AND state = 'leaving'
            """;

    private static final String REMOVE_EXPIRED =
            """
            DELETE FROM upstream_copy c
            WHERE CASE c.state
                      WHEN 'uploading'
                      THEN c.touched_at < clock_timestamp() - :silentMillis * interval '1 ms'
                           AND NOT EXISTS (SELECT FROM file_content f WHERE f.hash = c.hash)
                      ELSE c.expires_at <= clock_timestamp()
                  END
            """;

    /** A worker that uploads says so every few seconds. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(1);

    /** Then Google's own expiry takes care of it. */
    private static final int DELETIONS = 3;

    private final JdbcClient jdbc;
    private final CopyProperties properties;

    PostgresUpstreamCopies(JdbcClient jdbc, CopyProperties properties) {
        this.jdbc = jdbc;
        this.properties = properties;
    }

    @Override
    public Claimed claim(CopyKey key, UUID boot) {
        return find(key).<Claimed>map(Claimed.Ready::new).orElseGet(() -> claimUpload(key, boot));
    }

    private Optional<Copy> find(CopyKey key) {
        return keyed(FIND_COPY, key)
                .query((row, _) -> new Copy(row.getString("name"), row.getString("uri")))
                .optional();
    }

    private Claimed claimUpload(CopyKey key, UUID boot) {
        var upload = UUID.randomUUID();
        int claimed =
                keyed(CLAIM_UPLOAD, key)
                        .param("upload", upload)
                        .param("boot", boot)
                        .param("silentMillis", SILENT.toMillis())
                        .update();
        return claimed == 1 ? new Claimed.Yours(upload) : new Claimed.Busy();
    }

    private StatementSpec keyed(String sql, CopyKey key) {
        return jdbc.sql(sql)
                .param("project", key.project().value())
                .param("hash", key.hash().bytes())
                .param("mimeType", key.mimeType());
    }

    @Override
    public boolean touch(UUID upload) {
        return jdbc.sql(TOUCH).param("upload", upload).update() == 1;
    }

    @Override
    public boolean complete(UUID upload, Copy copy, Duration lifetime) {
        return jdbc.sql(COMPLETE)
                        .param("upload", upload)
                        .param("name", copy.name())
                        .param("uri", copy.uri())
                        .param("lifetimeMillis", lifetime.toMillis())
                        .update()
                == 1;
    }

    @Override
    public void abandon(UUID upload) {
        jdbc.sql(ABANDON).param("upload", upload).update();
    }

    @Override
    public void forget(ProjectId project, Copy copy) {
        jdbc.sql(FORGET).param("project", project.value()).param("name", copy.name()).update();
    }

    @Override
    public List<Leaving> takeUnused(int most) {
        return jdbc.sql(TAKE_UNUSED)
                .param("most", most)
                .param("simulated", properties.simulated())
                .param("mostTries", DELETIONS)
                .param("pauseMillis", BETWEEN_DELETIONS.toMillis())
                .query((row, _) -> leaving(row))
                .list();
    }

    private static Leaving leaving(ResultSet row) throws SQLException {
        return new Leaving(
                row.getObject("upload", UUID.class),
                new ProjectId(row.getLong("project_id")),
                new KeyId(row.getLong("key_id")),
                row.getString("name"));
    }

    @Override
    public void gone(Leaving copy) {
        jdbc.sql(GONE).param("upload", copy.upload()).update();
    }

    @Override
    public int removeExpired() {
        return jdbc.sql(REMOVE_EXPIRED).param("silentMillis", SILENT.toMillis()).update();
    }
}
