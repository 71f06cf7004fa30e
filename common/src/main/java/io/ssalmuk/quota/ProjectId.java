package io.ssalmuk.quota;

/** A Google project: the owner of quotas. */
public record ProjectId(long value) {}
