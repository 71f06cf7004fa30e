package io.ssalmuk.quota.postgres;

import static java.util.Comparator.comparing;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresKeyPool implements KeyPool {

    private static final String MERGE_PROJECT =
            """
            INSERT INTO project AS p (name, tier, simulated) VALUES (:name, :tier, :simulated)
            ON CONFLICT (name) DO UPDATE
            -- A tier that the administrator set stays; a project that was removed is back.
            SET tier = CASE WHEN p.tier_by = 'admin' THEN p.tier ELSE excluded.tier END,
                active = p.merged_into IS NULL AND (p.active OR p.removed_at IS NOT NULL),
                removed_at = NULL
            WHERE p.removed_at IS NOT NULL OR (p.tier_by <> 'admin' AND p.tier <> excluded.tier)
            """;

    private static final String MERGE_KEY =
            """
            INSERT INTO gemini_key AS k (project_id, name, fingerprint, ciphertext, source, state)
            -- The name of a project that turned out to be another's leads to that.
            SELECT coalesce(p.merged_into, p.id), :keyName, :fingerprint, :ciphertext, 'environment',
                   'active'
            FROM project p
            WHERE p.name = :project
            ON CONFLICT (fingerprint) DO UPDATE
            -- What the administrator did to a key stays.
            SET project_id = CASE WHEN k.source = 'admin' THEN k.project_id
                                  ELSE excluded.project_id END,
                ciphertext = excluded.ciphertext,
                -- A disabled key comes back by being named again; a quarantined one does not.
                state = CASE WHEN k.state = 'disabled' AND k.source = 'environment'
                             THEN 'active' ELSE k.state END
            """;

    private static final String DISABLE_OTHERS =
            """
            UPDATE gemini_key SET state = 'disabled'
            WHERE source = 'environment' AND state = 'active'
              AND NOT fingerprint = ANY (:fingerprints)
            """;

    private static final String LIMITS_LOCK = "SELECT limits_lock()";

    private static final String CATALOGUE_LIMIT =
            """
            INSERT INTO catalogue_limit AS c (bucket, tier, source, rpm, tpm, rpd)
            VALUES (:bucket, :tier, :source, :rpm, :tpm, :rpd)
            ON CONFLICT (bucket, tier) DO UPDATE
            SET source = excluded.source, rpm = excluded.rpm, tpm = excluded.tpm, rpd = excluded.rpd
            WHERE (c.source, c.rpm, c.tpm, c.rpd) IS DISTINCT FROM
                  (excluded.source, excluded.rpm, excluded.tpm, excluded.rpd)
            """;

    private static final String OPERATOR_LIMIT =
            """
            INSERT INTO operator_limit AS o (origin, project_id, bucket, dimension, value)
            SELECT 'environment', NULL, :bucket, d.dimension, d.value
            FROM (VALUES ('rpm', :rpm::bigint), ('tpm', :tpm::bigint), ('rpd', :rpd::bigint))
                AS d (dimension, value)
            ON CONFLICT (bucket, dimension, project_id, origin) DO UPDATE SET value = excluded.value
            """;

    /** A model that only the operator knows starts like one that nobody knows. */
    private static final String ENSURE_BUCKET =
            "SELECT ensure_bucket(:bucket, :bucket) WHERE :bucket <> '*'";

    private static final String FORGET_OPERATOR =
            "DELETE FROM operator_limit WHERE origin = 'environment'";

    private static final String DERIVE_LIMITS = "SELECT derive_limits(NULL, :bucket)";

    private static final String DERIVE_ALL = "SELECT derive_limits(NULL, NULL)";

    private static final String FIND_KEY =
            "SELECT fingerprint, ciphertext FROM gemini_key WHERE id = :key AND state = 'active'";

    private static final String QUARANTINE =
            "SELECT quarantine_keys(NULL, :key, :reason, interval '1 minute')";

    private static final String BUCKETS = "SELECT DISTINCT bucket FROM quota_bucket";

    private static final String SIZE =
            """
            SELECT p.simulated, count(DISTINCT p.id)::int AS projects, count(*)::int AS keys
            FROM gemini_key k
            JOIN project p ON p.id = k.project_id AND p.active
            WHERE k.state = 'active'
            GROUP BY p.simulated
            """;

    private final JdbcClient jdbc;

    PostgresKeyPool(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void merge(Collection<PooledKey> keys, Tier tier, PoolMode mode) {
        keys.stream()
                .map(PooledKey::project)
                .distinct()
                .sorted()
                .forEach(n -> project(n, tier, mode));
        // In one order, or two workers that start together with different lists deadlock.
        keys.stream().sorted(comparing(pooled -> pooled.key().name())).forEach(this::key);
        if (mode.exclusive()) {
            // The driver encodes byte arrays only from an array of exactly this type.
            Object[] named =
                    keys.stream().map(key -> key.key().fingerprint()).toArray(byte[][]::new);
            jdbc.sql(DISABLE_OTHERS)
                    .param("fingerprints", new SqlArrayValue("bytea", named))
                    .update();
        }
    }

    private void project(String name, Tier tier, PoolMode mode) {
        jdbc.sql(MERGE_PROJECT)
                .param("name", name)
                .param("tier", tier.text())
                .param("simulated", mode.simulated())
                .update();
    }

    private void key(PooledKey pooled) {
        jdbc.sql(MERGE_KEY)
                .param("project", pooled.project())
                .param("keyName", pooled.key().name())
                .param("fingerprint", pooled.key().fingerprint())
                .param("ciphertext", pooled.key().ciphertext())
                .update();
    }

    @Override
    @Transactional
    public void limits(Collection<BucketLimits> limits) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        limits.forEach(this::catalogueLimit);
        var buckets = limits.stream().map(BucketLimits::bucket).distinct().toList();
        if (buckets.size() == 1) {
            jdbc.sql(DERIVE_LIMITS).param("bucket", buckets.getFirst()).query().singleRow();
        } else {
            jdbc.sql(DERIVE_ALL).query().singleRow();
        }
    }

    private void catalogueLimit(BucketLimits said) {
        limited(jdbc.sql(CATALOGUE_LIMIT), said.bucket(), said.limits())
                .param("tier", said.tier().text())
                .param("source", said.source().text())
                .update();
    }

    private static StatementSpec limited(StatementSpec sql, String bucket, Limits limits) {
        return sql.param("bucket", bucket)
                .param("rpm", limits.rpm())
                .param("tpm", limits.tpm())
                .param("rpd", limits.rpd());
    }

    @Override
    @Transactional
    public void operatorLimits(Map<String, Limits> words) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        words.forEach((bucket, limits) -> {
            limited(jdbc.sql(OPERATOR_LIMIT), bucket, limits).update();
            jdbc.sql(ENSURE_BUCKET).param("bucket", bucket).query().listOfRows();
        });
        jdbc.sql(DERIVE_ALL).query().singleRow();
    }

    @Override
    @Transactional
    public void forgetOperatorLimits() {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        jdbc.sql(FORGET_OPERATOR).update();
        jdbc.sql(DERIVE_ALL).query().singleRow();
    }

    @Override
    public Optional<SealedKey> find(KeyId key) {
        return jdbc.sql(FIND_KEY)
                .param("key", key.value())
                .query((row, _) ->
                        new SealedKey(row.getBytes("fingerprint"), row.getBytes("ciphertext")))
                .optional();
    }

    @Override
    public void quarantine(KeyId key, String reason) {
        jdbc.sql(QUARANTINE).param("key", key.value()).param("reason", reason).query().singleRow();
    }

    @Override
    public Set<String> buckets() {
        return new HashSet<>(jdbc.sql(BUCKETS).query(String.class).list());
    }

    @Override
    public List<PoolSize> size() {
        return jdbc.sql(SIZE)
                .query((row, _) ->
                        new PoolSize(
                                row.getBoolean("simulated"),
                                row.getInt("projects"),
                                row.getInt("keys")))
                .list();
    }
}
