package io.ssalmuk.harness.quota;

/** What a scenario saw, and whether that is good enough. */
record Verdict(boolean good, String figures) {}
