package io.ssalmuk.standalone;

/** Standalone was told to stop before it had started. */
final class StoppedException extends RuntimeException {}
