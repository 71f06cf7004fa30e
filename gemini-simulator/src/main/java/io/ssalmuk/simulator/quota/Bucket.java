package io.ssalmuk.simulator.quota;

import io.ssalmuk.simulator.project.Project;

/** What a limit belongs to: one project's use of one model, under the name that quotas give it. */
public record Bucket(Project project, String model, boolean embedding) {}
