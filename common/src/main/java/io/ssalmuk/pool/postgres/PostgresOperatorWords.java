package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.OperatorWords;
import io.ssalmuk.quota.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresOperatorWords implements OperatorWords {

    private static final String LIST =
            """
            SELECT o.bucket, p.name AS project, o.dimension, o.value, o.origin
            FROM operator_limit o
            LEFT JOIN project p ON p.id = o.project_id
            ORDER BY o.bucket, p.name NULLS FIRST, o.origin, o.dimension
            """;

    private static final String SAY =
            """
            INSERT INTO operator_limit (origin, project_id, bucket, dimension, value)
            VALUES ('admin', :project, :bucket, :dimension, :value)
            ON CONFLICT (bucket, dimension, project_id, origin) DO UPDATE SET value = excluded.value
            """;

    /** That of the start too: otherwise it would come out from under the one that is taken back. */
    private static final String TAKE_BACK =
            """
            DELETE FROM operator_limit
            WHERE bucket = :bucket AND dimension = :dimension
              AND project_id IS NOT DISTINCT FROM :project::bigint
            """;

    private static final String TRY_AGAIN = "SELECT try_again(:project::bigint, :bucket)";

    private static final String LIMITS_LOCK = "SELECT limits_lock()";

    private static final String ENSURE_BUCKET =
            "SELECT ensure_bucket(:bucket, :bucket) WHERE :bucket <> '*'";

    private static final String DERIVE =
            "SELECT derive_limits(:project::bigint, nullif(:bucket::text, '*'))";

    private final JdbcClient jdbc;
    private final PostgresAudit audit;

    PostgresOperatorWords(JdbcClient jdbc, PostgresAudit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public List<Word> list() {
        return jdbc.sql(LIST)
                .query((row, _) ->
                        new Word(
                                row.getString("bucket"),
                                row.getString("project"),
                                row.getString("dimension"),
                                row.getObject("value", Long.class),
                                row.getString("origin")))
                .list();
    }

    @Override
    @Transactional
    public void say(
            String bucket, Optional<ProjectId> project, Map<Dimension, Said> said, Actor actor) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        said.forEach((dimension, word) -> say(bucket, project, dimension, word));
        // A new bucket is every project's, whomever the word is about.
        jdbc.sql(ENSURE_BUCKET).param("bucket", bucket).query().listOfRows();
        of(DERIVE, bucket, Optional.empty()).query().singleRow();
        of(TRY_AGAIN, bucket, project).query().listOfRows();
        audit.write(actor, "set limits", bucket, told(project, said));
    }

    private void say(String bucket, Optional<ProjectId> project, Dimension dimension, Said word) {
        switch (word) {
            case Said.AtMost(var value) -> say(bucket, project, dimension, value);
            case Said.Unlimited() -> say(bucket, project, dimension, (Long) null);
            case Said.TakenBack() ->
                    of(TAKE_BACK, bucket, project).param("dimension", dimension.text()).update();
        }
    }

    private void say(
            String bucket, Optional<ProjectId> project, Dimension dimension, @Nullable Long most) {
        of(SAY, bucket, project).param("dimension", dimension.text()).param("value", most).update();
    }

    private StatementSpec of(String sql, String bucket, Optional<ProjectId> project) {
        return jdbc.sql(sql)
                .param("bucket", bucket)
                .param("project", project.map(ProjectId::value).orElse(null));
    }

    private static String told(Optional<ProjectId> project, Map<Dimension, Said> said) {
        var text = new StringBuilder(project.map(id -> "project " + id.value() + ":").orElse(""));
        new TreeMap<>(said)
                .forEach((dimension, word) ->
                        text.append(' ').append(dimension.text()).append(' ').append(text(word)));
        return text.toString().strip();
    }

    private static String text(Said word) {
        return switch (word) {
            case Said.AtMost(var value) -> Long.toString(value);
            case Said.Unlimited() -> "unlimited";
            case Said.TakenBack() -> "taken back";
        };
    }
}
