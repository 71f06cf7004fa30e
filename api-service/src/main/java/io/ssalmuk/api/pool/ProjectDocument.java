package io.ssalmuk.api.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.pool.Projects.Project;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A project. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProjectDocument(
        String id,
        String name,
        String tier,
        boolean active,
        boolean simulated,
        @Nullable String number,
        @Nullable String stopped,
        int keys,
        int activeKeys,
        Instant createdAt) {

    static ProjectDocument of(Project project) {
        return new ProjectDocument(
                Long.toString(project.id().value()),
                project.name(),
                project.tier().text(),
                project.active(),
                project.simulated(),
                project.number(),
                project.stopped(),
                project.keys(),
                project.activeKeys(),
                project.createdAt());
    }

    /** A page of them, oldest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<ProjectDocument> projects, @Nullable String nextCursor) {

        static Page of(List<Project> projects, int limit) {
            var shown = projects.stream().limit(limit).toList();
            return new Page(
                    shown.stream().map(ProjectDocument::of).toList(),
                    projects.size() > limit
                            ? new PageQuery.Place(shown.getLast().id().value(), "").cursor()
                            : null);
        }
    }
}
