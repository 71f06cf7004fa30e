package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.pool.Projects;
import io.ssalmuk.pool.Projects.Project;
import io.ssalmuk.quota.ProjectId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the project that a request names. */
@Component
record NamedProjects(Projects projects) {

    private static final String RULE = "the name of a project; GET /admin/projects lists them";

    /** Empty when the request names none. */
    Optional<ProjectId> named(Field field) {
        return Wishes.name(field)
                .map(name ->
                        projects.named(name)
                                .map(Project::id)
                                .orElseThrow(() -> field.refuse("must be " + RULE)));
    }

    Optional<ProjectId> filter(Parameters parameters) {
        return Optional.ofNullable(parameters.read("project", this::find, RULE));
    }

    private @Nullable ProjectId find(String name) {
        return name.indexOf('\0') >= 0 ? null : projects.named(name).map(Project::id).orElse(null);
    }
}
