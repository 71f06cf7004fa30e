package io.ssalmuk.api;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import java.time.Instant;
import java.util.UUID;

/** What tests talk about. */
public final class Fixtures {

    public static final Instant CREATED = Instant.parse("2026-07-01T12:00:00.123Z");
    public static final Instant STARTED = CREATED.plusSeconds(1);
    public static final Instant ENDED = CREATED.plusSeconds(2);

    private Fixtures() {}

    public static ClientId client() {
        return new ClientId(UUID.randomUUID());
    }

    public static Job queued(JobId id) {
        return new Job(
                id,
                JobMethod.GENERATE_CONTENT,
                "gemini-2.5-flash",
                JobState.QUEUED,
                0,
                CREATED,
                null,
                null,
                null,
                null);
    }

    public static Job completed(JobId id, String answer) {
        return completed(id, JobMethod.GENERATE_CONTENT, answer);
    }

    public static Job completed(JobId id, JobMethod method, String answer) {
        return new Job(
                id,
                method,
                "gemini-2.5-flash",
                JobState.COMPLETED,
                2,
                CREATED,
                STARTED,
                ENDED,
                null,
                Body.of(answer));
    }

    public static Job failed(JobId id, JobError error) {
        return new Job(
                id,
                JobMethod.GENERATE_CONTENT,
                "gemini-2.5-flash",
                JobState.FAILED,
                1,
                CREATED,
                STARTED,
                ENDED,
                error,
                null);
    }
}
