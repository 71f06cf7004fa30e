package io.ssalmuk.worker.breaker;

import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Calls of a model that failed for want of capacity, one after the other, without one that did not.
 * Not thread-safe.
 */
record Streak(int failures, Set<ProjectId> projects, long lastNanos) {

    static final Streak NONE = new Streak(0, Set.of(), 0);

    /** Of more than one project, so that it is not the project's affair. */
    private static final int OF_SEVERAL = 3;

    /** Where only one project is asked. */
    private static final int OF_ONE = 5;

    /** Failures that lie further apart have nothing to do with each other. */
    private static final Duration APART = Duration.ofSeconds(30);

    Streak failed(ProjectId project, long nanos) {
        if (failures > 0 && nanos - lastNanos > APART.toNanos()) {
            return NONE.failed(project, nanos);
        }
        var all = new HashSet<>(projects);
        all.add(project);
        return new Streak(failures + 1, Set.copyOf(all), nanos);
    }

    boolean isModelWide() {
        return failures >= (projects.size() > 1 ? OF_SEVERAL : OF_ONE);
    }
}
