package io.ssalmuk.job;

/** How large jobs' bodies are, told without loading them. */
@FunctionalInterface
public interface RequestSizes {

    /** In bytes; 0 for a job that is not there. */
    long bytes(JobId job);
}
