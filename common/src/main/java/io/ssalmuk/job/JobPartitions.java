package io.ssalmuk.job;

/** The days for which there is room of their own; jobs of other days would share one table. */
public interface JobPartitions {

    /** Makes what is missing from today on, for so many days. */
    void ensure(int days);
}
