package io.ssalmuk.pool.postgres;

import static java.util.stream.Collectors.toMap;

import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.Aliases;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresAliases implements Aliases {

    private static final String LIST =
            """
            SELECT DISTINCT ON (model) model, bucket, source
            FROM model_alias
            ORDER BY model, CASE source WHEN 'operator' THEN 1 WHEN 'learned' THEN 2 ELSE 3 END
            """;

    private static final String SEED =
            """
            INSERT INTO model_alias AS a (model, source, bucket) VALUES (:model, 'catalogue', :bucket)
            ON CONFLICT (model, source) DO UPDATE
            SET bucket = excluded.bucket, changed_at = excluded.changed_at
            WHERE a.bucket <> excluded.bucket
            """;

    private static final String FORGET_OTHERS =
            """
            DELETE FROM model_alias WHERE source = 'catalogue' AND NOT model = ANY (:models::text[])
            """;

    private static final String SET =
            """
            INSERT INTO model_alias (model, source, bucket) VALUES (:model, 'operator', :bucket)
            ON CONFLICT (model, source) DO UPDATE
            SET bucket = excluded.bucket, changed_at = excluded.changed_at
            """;

    private static final String TAKE_BACK =
            "DELETE FROM model_alias WHERE model = :model AND source IN ('operator', 'learned')";

    private static final String LIMITS_LOCK = "SELECT limits_lock()";

    private static final String ENSURE_BUCKET = "SELECT ensure_bucket(:bucket, :bucket)";

    private static final String DERIVE_BUCKET = "SELECT derive_limits(NULL, :bucket)";

    private final JdbcClient jdbc;
    private final PostgresAudit audit;

    PostgresAliases(JdbcClient jdbc, PostgresAudit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public Map<String, String> all() {
        return list().stream().collect(toMap(Alias::model, Alias::bucket));
    }

    @Override
    public List<Alias> list() {
        return jdbc.sql(LIST)
                .query((row, _) ->
                        new Alias(
                                row.getString("model"),
                                row.getString("bucket"),
                                row.getString("source")))
                .list();
    }

    @Override
    @Transactional
    public void seed(Map<String, String> buckets) {
        // In one order, or two workers that start together deadlock.
        buckets.keySet().stream()
                .sorted()
                .forEach(model ->
                        jdbc.sql(SEED)
                                .param("model", model)
                                .param("bucket", buckets.get(model))
                                .update());
        jdbc.sql(FORGET_OTHERS).param("models", buckets.keySet().toArray(String[]::new)).update();
    }

    @Override
    @Transactional
    public void set(String model, Optional<String> bucket, Actor actor) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        bucket.ifPresentOrElse(
                to -> point(model, to), () -> jdbc.sql(TAKE_BACK).param("model", model).update());
        audit.write(actor, "set alias", model, bucket.orElse("taken back"));
    }

    private void point(String model, String bucket) {
        jdbc.sql(SET).param("model", model).param("bucket", bucket).update();
        jdbc.sql(ENSURE_BUCKET).param("bucket", bucket).query().listOfRows();
        jdbc.sql(DERIVE_BUCKET).param("bucket", bucket).query().singleRow();
    }
}
