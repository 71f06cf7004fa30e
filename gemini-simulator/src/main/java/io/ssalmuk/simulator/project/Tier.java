package io.ssalmuk.simulator.project;

/** How a project pays, which decides how its quotas are spelled. */
public enum Tier {
    FREE,
    TIER_1,
    TIER_2,
    TIER_3
}
