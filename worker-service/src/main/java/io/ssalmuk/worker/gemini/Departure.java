package io.ssalmuk.worker.gemini;

/** Says at the last moment whether a call may still leave. */
@FunctionalInterface
public interface Departure {
    boolean isInTime();
}
