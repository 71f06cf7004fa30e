package io.ssalmuk.pool.postgres;

import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.Projects;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.quota.Tier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Component
class PostgresProjects implements Projects {

    private static final String LIST =
            """
            SELECT p.id, p.name, p.tier, p.active, p.simulated, p.number, p.stopped_reason,
                   k.keys, k.active_keys, p.created_at
            FROM project p
            CROSS JOIN LATERAL (SELECT count(*)::int AS keys,
                                       count(*) FILTER (WHERE g.state = 'active')::int AS active_keys
                                FROM gemini_key g
                                WHERE g.project_id = p.id) AS k
            WHERE p.merged_into IS NULL AND p.removed_at IS NULL AND p.id > :after
              AND p.id = coalesce(:id::bigint, p.id) AND p.name = coalesce(:name::text, p.name)
            ORDER BY p.id
            LIMIT :most
            """;

    private static final String CREATE =
            """
            INSERT INTO project AS p (name, tier, tier_by, simulated)
            VALUES (:name, :tier, 'admin', :simulated)
            ON CONFLICT (name) DO UPDATE
            SET tier = excluded.tier, tier_by = 'admin', active = true, removed_at = NULL
            WHERE p.removed_at IS NOT NULL AND p.simulated = excluded.simulated
            RETURNING id
            """;

    private static final String CHANGE =
            """
            UPDATE project
            SET name = coalesce(:name::text, name), tier = coalesce(:tier::text, tier),
                tier_by = CASE WHEN :tier::text IS NULL THEN tier_by ELSE 'admin' END,
                active = coalesce(:active::boolean, active)
            WHERE id = :id AND merged_into IS NULL AND removed_at IS NULL
            """;

    private static final String END_STOP = "SELECT resume_project(:id)";

    private static final String OWNER = "SELECT id FROM project WHERE name = :name";

    private static final String REMOVE =
            """
            UPDATE project SET active = false, removed_at = clock_timestamp()
            WHERE id = :id AND merged_into IS NULL AND removed_at IS NULL
            """;

    private static final String REMOVE_KEYS = "DELETE FROM gemini_key WHERE project_id = :id";

    private static final String REMOVE_WORDS = "DELETE FROM operator_limit WHERE project_id = :id";

    private static final String LIMITS_LOCK = "SELECT limits_lock()";

    private static final String DERIVE = "SELECT derive_limits(:id, NULL)";

    private final JdbcClient jdbc;
    private final PostgresAudit audit;

    PostgresProjects(JdbcClient jdbc, PostgresAudit audit) {
        this.jdbc = jdbc;
        this.audit = audit;
    }

    @Override
    public List<Project> list(long after, int most) {
        return list(after, most, Optional.empty(), Optional.empty());
    }

    private List<Project> list(long after, int most, Optional<Long> id, Optional<String> name) {
        return jdbc.sql(LIST)
                .param("after", after)
                .param("most", most)
                .param("id", id.orElse(null))
                .param("name", name.orElse(null))
                .query((row, _) -> project(row))
                .list();
    }

    private static Project project(ResultSet row) throws SQLException {
        return new Project(
                new ProjectId(row.getLong("id")),
                row.getString("name"),
                Tier.of(row.getString("tier")),
                row.getBoolean("active"),
                row.getBoolean("simulated"),
                row.getString("number"),
                row.getString("stopped_reason"),
                row.getInt("keys"),
                row.getInt("active_keys"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    @Override
    public Optional<Project> find(ProjectId id) {
        return list(0, 1, Optional.of(id.value()), Optional.empty()).stream().findFirst();
    }

    @Override
    public Optional<Project> named(String name) {
        return list(0, 1, Optional.empty(), Optional.of(name)).stream().findFirst();
    }

    @Override
    @Transactional
    public Change create(String name, Tier tier, boolean simulated, Actor actor) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        var made =
                jdbc.sql(CREATE)
                        .param("name", name)
                        .param("tier", tier.text())
                        .param("simulated", simulated)
                        .query(Long.class)
                        .optional();
        if (made.isEmpty()) {
            return new Change.NameTaken();
        }
        audit.write(actor, "create project", name, "tier " + tier.text());
        return derived(new ProjectId(made.get()));
    }

    private Change derived(ProjectId id) {
        jdbc.sql(DERIVE).param("id", id.value()).query().singleRow();
        return find(id).<Change>map(Change.Done::new).orElseGet(Change.Unknown::new);
    }

    @Override
    @Transactional
    public Change change(ProjectId id, Wish wish, Actor actor) {
        jdbc.sql(LIMITS_LOCK).query().singleRow();
        var before = find(id);
        if (before.isEmpty()) {
            return new Change.Unknown();
        }
        // Asked rather than tried: a statement that fails would take the transaction with it.
        if (wish.name().flatMap(this::owner).filter(owner -> owner != id.value()).isPresent()) {
            return new Change.NameTaken();
        }
        changed(id, wish);
        if (wish.active().orElse(false)) {
            jdbc.sql(END_STOP).param("id", id.value()).query().listOfRows();
        }
        audit.write(actor, "change project", before.get().name(), told(wish));
        return derived(id);
    }

    private Optional<Long> owner(String name) {
        return jdbc.sql(OWNER).param("name", name).query(Long.class).optional();
    }

    private void changed(ProjectId id, Wish wish) {
        jdbc.sql(CHANGE)
                .param("id", id.value())
                .param("name", wish.name().orElse(null))
                .param("tier", wish.tier().map(Tier::text).orElse(null))
                .param("active", wish.active().orElse(null))
                .update();
    }

    private static String told(Wish wish) {
        return wish.name().map(name -> "name " + name + " ").orElse("")
                + wish.tier().map(tier -> "tier " + tier.text() + " ").orElse("")
                + wish.active().map(active -> active ? "on" : "off").orElse("");
    }

    @Override
    @Transactional
    public boolean remove(ProjectId id, Actor actor) {
        var project = find(id);
        project.ifPresent(gone -> {
            jdbc.sql(LIMITS_LOCK).query().singleRow();
            jdbc.sql(REMOVE).param("id", id.value()).update();
            jdbc.sql(REMOVE_KEYS).param("id", id.value()).update();
            jdbc.sql(REMOVE_WORDS).param("id", id.value()).update();
            audit.write(actor, "remove project", gone.name(), gone.keys() + " keys");
        });
        return project.isPresent();
    }
}
