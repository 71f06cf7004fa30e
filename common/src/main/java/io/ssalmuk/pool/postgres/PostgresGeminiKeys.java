package io.ssalmuk.pool.postgres;

import static java.util.stream.Collectors.joining;

import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.GeminiKeys;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.SealedKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.SqlArrayValue;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

@Component
class PostgresGeminiKeys implements GeminiKeys {

    private static final String LIST =
            """
            SELECT k.id, k.name, encode(substr(k.fingerprint, 1, 4), 'hex') AS hint, k.project_id,
                   p.name AS project, k.state, k.reason, k.recheck_at, k.created_at
            FROM gemini_key k
            JOIN project p ON p.id = k.project_id
            WHERE k.id > :after AND k.id = coalesce(:id::bigint, k.id)
              AND k.project_id = coalesce(:project::bigint, k.project_id)
            ORDER BY k.id
            LIMIT :most
            """;

    private static final String ADD_PROJECTS =
            """
            INSERT INTO project AS p (name, tier, tier_by, simulated)
            SELECT DISTINCT n.name, :tier, 'admin', :simulated
            FROM unnest(:projects::text[]) AS n (name)
            -- In one order, or two of these would wait for each other.
            ORDER BY n.name
            ON CONFLICT (name) DO UPDATE SET active = true, removed_at = NULL
            WHERE p.removed_at IS NOT NULL AND p.simulated = excluded.simulated
            """;

    private static final String ADD =
            """
            INSERT INTO gemini_key AS k (project_id, name, fingerprint, ciphertext, source, state)
            SELECT coalesce(p.merged_into, p.id), n.name, n.fingerprint, n.ciphertext, 'admin', 'active'
            FROM unnest(:projects::text[], :names::text[], :fingerprints, :ciphertexts)
                AS n (project, name, fingerprint, ciphertext)
            JOIN project p ON p.name = n.project AND p.simulated = :simulated
            ORDER BY n.fingerprint
            ON CONFLICT (fingerprint) DO UPDATE
            SET project_id = excluded.project_id, name = excluded.name, source = 'admin',
                ciphertext = excluded.ciphertext,
                state = CASE WHEN k.state = 'disabled' THEN 'active' ELSE k.state END
            """;

    private static final String LIMITS_LOCK = "SELECT limits_lock()";

    private static final String DERIVE = "SELECT derive_limits(NULL, NULL)";

    private static final String THESE =
            """
            SELECT k.id, k.name, encode(substr(k.fingerprint, 1, 4), 'hex') AS hint, k.project_id,
                   p.name AS project, k.state, k.reason, k.recheck_at, k.created_at
            FROM unnest(:fingerprints) WITH ORDINALITY AS n (fingerprint, place)
            JOIN gemini_key k ON k.fingerprint = n.fingerprint
            JOIN project p ON p.id = k.project_id
            ORDER BY n.place
            """;

    private static final String CHANGE =
            """
            UPDATE gemini_key k
            SET name = coalesce(:name::text, k.name), project_id = p.id, source = 'admin',
                state = CASE WHEN :active THEN 'active' WHEN NOT :active THEN 'disabled' ELSE k.state END,
                reason = CASE WHEN :active::boolean IS NULL THEN k.reason END,
                recheck_at = CASE WHEN :active::boolean IS NULL THEN k.recheck_at END
            FROM project p
            WHERE k.id = :id AND p.id = coalesce(:project::bigint, k.project_id)
              AND p.merged_into IS NULL AND p.removed_at IS NULL
            """;

    private static final String REMOVE = "DELETE FROM gemini_key WHERE id = :id";

    private final JdbcClient jdbc;
    private final LedgerWindow ledger;
    private final PostgresAudit audit;

    PostgresGeminiKeys(JdbcClient jdbc, LedgerWindow ledger, PostgresAudit audit) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.audit = audit;
    }

    @Override
    public List<StoredKey> list(Optional<ProjectId> project, long after, int most) {
        return list(project, Optional.empty(), after, most);
    }

    private List<StoredKey> list(
            Optional<ProjectId> project, Optional<KeyId> id, long after, int most) {
        return jdbc.sql(LIST)
                .param("after", after)
                .param("most", most)
                .param("id", id.map(KeyId::value).orElse(null))
                .param("project", project.map(ProjectId::value).orElse(null))
                .query((row, _) -> key(row))
                .list();
    }

    private static StoredKey key(ResultSet row) throws SQLException {
        var recheck = row.getObject("recheck_at", OffsetDateTime.class);
        return new StoredKey(
                new KeyId(row.getLong("id")),
                row.getString("name"),
                row.getString("hint"),
                new ProjectId(row.getLong("project_id")),
                row.getString("project"),
                row.getString("state"),
                row.getString("reason"),
                recheck == null ? null : recheck.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private Optional<StoredKey> find(KeyId id) {
        return list(Optional.empty(), Optional.of(id), 0, 1).stream().findFirst();
    }

    @Override
    @Transactional
    public List<StoredKey> add(List<NewKey> keys, Tier tier, Actor actor) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        var projects = keys.stream().map(NewKey::project).toArray(String[]::new);
        jdbc.sql(ADD_PROJECTS)
                .param("projects", projects)
                .param("tier", tier.text())
                .param("simulated", ledger.simulated())
                .update();
        if (add(keys, projects) < keys.size()) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
            return List.of();
        }
        jdbc.sql(DERIVE).query().singleRow();
        audit.write(actor, "add Gemini keys", keys.size() + " keys", named(keys));
        return jdbc.sql(THESE)
                .param("fingerprints", bytes(keys, SealedKey::fingerprint))
                .query((row, _) -> key(row))
                .list();
    }

    private int add(List<NewKey> keys, String[] projects) {
        return jdbc.sql(ADD)
                .param("projects", projects)
                .param("names", keys.stream().map(NewKey::name).toArray(String[]::new))
                .param("fingerprints", bytes(keys, SealedKey::fingerprint))
                .param("ciphertexts", bytes(keys, SealedKey::ciphertext))
                .param("simulated", ledger.simulated())
                .update();
    }

    private static SqlArrayValue bytes(List<NewKey> keys, Function<SealedKey, byte[]> part) {
        // The driver encodes byte arrays only from an array of exactly this type.
        Object[] all = keys.stream().map(key -> part.apply(key.key())).toArray(byte[][]::new);
        return new SqlArrayValue("bytea", all);
    }

    /** Enough to find them by. */
    private static String named(List<NewKey> keys) {
        return keys.stream().limit(20).map(key -> key.key().name()).collect(joining(" "));
    }

    @Override
    @Transactional
    public Optional<StoredKey> change(KeyId id, Wish wish, Actor actor) {
        int changed =
                jdbc.sql(CHANGE)
                        .param("id", id.value())
                        .param("name", wish.name().orElse(null))
                        .param("project", wish.project().map(ProjectId::value).orElse(null))
                        .param("active", wish.active().orElse(null))
                        .update();
        if (changed == 0) {
            return Optional.empty();
        }
        var after = find(id);
        after.ifPresent(key -> audit.write(actor, "change Gemini key", key.name(), told(key)));
        return after;
    }

    private static String told(StoredKey key) {
        return key.state() + ", project " + key.project();
    }

    @Override
    @Transactional
    public boolean remove(KeyId id, Actor actor) {
        var key = find(id);
        key.ifPresent(gone -> {
            jdbc.sql(REMOVE).param("id", id.value()).update();
            audit.write(actor, "remove Gemini key", gone.name(), "project " + gone.project());
        });
        return key.isPresent();
    }
}
