package io.ssalmuk.api.forecast;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import java.util.Optional;

/** What jobs that wait may expect. Nobody gets an error for the lack of a forecast. */
public interface Forecasts {

    /** A job for that bucket is about to be accepted: its figures are got ready meanwhile. */
    void expect(String bucket);

    /** Of a job that was accepted just now. */
    Optional<Forecast> accepted(JobRequest job);

    /** Of a job that was accepted before; empty when it does not wait any more. */
    Optional<Forecast> of(JobId job);
}
