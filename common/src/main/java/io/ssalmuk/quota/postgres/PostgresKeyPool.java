package io.ssalmuk.quota.postgres;

import static java.util.Comparator.comparing;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.LimitSource;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresKeyPool implements KeyPool {

    private static final String MERGE_PROJECT =
            """
            INSERT INTO project (name, tier, simulated) VALUES (:name, :tier, :simulated)
            ON CONFLICT (name) DO UPDATE SET tier = excluded.tier
            """;

    private static final String MERGE_KEY =
            """
            INSERT INTO gemini_key AS k (project_id, name, fingerprint, ciphertext, source, state)
            SELECT p.id, :keyName, :fingerprint, :ciphertext, 'environment', 'active'
            FROM project p
            WHERE p.name = :project
            ON CONFLICT (fingerprint) DO UPDATE
            SET project_id = excluded.project_id, ciphertext = excluded.ciphertext,
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

    private static final String LIMIT_BUCKET =
            """
            INSERT INTO quota_bucket AS b (project_id, bucket, rpm, tpm, rpd, limit_source)
            SELECT p.id, :bucket, :rpm, :tpm, :rpd, :source
            FROM project p
            WHERE p.tier = :tier
            ORDER BY p.id
            ON CONFLICT (project_id, bucket) DO UPDATE
            SET rpm = excluded.rpm, tpm = excluded.tpm, rpd = excluded.rpd,
                limit_source = excluded.limit_source
            -- The operator's word outlives a worker that was started without it, and what was
            -- learned outlives the catalogue.
            WHERE (excluded.limit_source = 'operator'
                   OR b.limit_source NOT IN ('operator', 'learned'))
              AND (b.rpm, b.tpm, b.rpd, b.limit_source) IS DISTINCT FROM
                  (excluded.rpm, excluded.tpm, excluded.rpd, excluded.limit_source)
            """;

    private static final String FORGET_OPERATOR =
            "UPDATE quota_bucket SET limit_source = 'fallback' WHERE limit_source = 'operator'";

    private static final String FIND_KEY =
            "SELECT fingerprint, ciphertext FROM gemini_key WHERE id = :key AND state = 'active'";

    private static final String QUARANTINE =
            """
            UPDATE gemini_key SET state = 'quarantined', reason = :reason
            WHERE id = :key AND state = 'active'
            """;

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
    public void limit(String bucket, Tier tier, Limits limits, LimitSource source) {
        jdbc.sql(LIMIT_BUCKET)
                .param("bucket", bucket)
                .param("tier", tier.text())
                .param("rpm", limits.rpm())
                .param("tpm", limits.tpm())
                .param("rpd", limits.rpd())
                .param("source", source.text())
                .update();
    }

    @Override
    public void forgetOperatorLimits() {
        jdbc.sql(FORGET_OPERATOR).update();
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
        jdbc.sql(QUARANTINE).param("key", key.value()).param("reason", reason).update();
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
