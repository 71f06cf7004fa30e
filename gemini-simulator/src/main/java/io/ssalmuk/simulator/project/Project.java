package io.ssalmuk.simulator.project;

/** The owner of quotas and files. The number is what Google's errors call it by. */
public record Project(String id, long number, Tier tier) {}
