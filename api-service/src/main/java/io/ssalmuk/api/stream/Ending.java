package io.ssalmuk.api.stream;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;

/** How a stream can end, as its client is told. */
sealed interface Ending {

    /** The answer is whole. */
    record Whole() implements Ending {}

    /** Nothing more comes. */
    record Broken(JobError error) implements Ending {}

    /** Of a job that ended without saying so to its stream. */
    static Ending of(Job job) {
        if (job.state() == JobState.COMPLETED) {
            return lost(job.id());
        }
        var error = job.error();
        return new Broken(
                error == null ? new JobError("CANCELLED", null, "The job was cancelled") : error);
    }

    /** Something between the worker and here went wrong, which is not the job's business. */
    static Ending lost(JobId job) {
        return broken("STREAM_LOST", "Chunks were lost on their way to this API process.", job);
    }

    static Ending tooSlow(JobId job, long most) {
        return broken(
                "SLOW_READER",
                "More than %d bytes waited for a client that reads slowly.".formatted(most),
                job);
    }

    static Ending stopping(JobId job) {
        return broken("API_STOPPING", "This API process stops.", job);
    }

    static Ending bug(JobId job) {
        return broken("INTERNAL", "Something went wrong in here; the log says what.", job);
    }

    private static Ending broken(String code, String why, JobId job) {
        var message = why + " The job is not affected: GET /api/status/" + job + " has its result.";
        return new Broken(new JobError(code, null, message));
    }
}
