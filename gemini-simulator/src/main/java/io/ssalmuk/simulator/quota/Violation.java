package io.ssalmuk.simulator.quota;

/** One limit that a call would have gone over. */
record Violation(Dimension dimension, long limit) {}
