package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.ContentHash;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Jobs as clients submit them. */
public final class JobRequests {

    public static final Line FLASH = new Line("gemini-flash", Lane.BULK);

    public static final Instant CREATED = Instant.parse("2026-10-25T00:30:00.123456Z");

    private JobRequests() {}

    public static ClientId client() {
        return new ClientId(UUID.randomUUID());
    }

    public static JobRequest job(ClientId client) {
        return job(client, FLASH);
    }

    public static JobRequest job(ClientId client, Line line) {
        return new JobRequest(
                JobId.next(),
                client,
                JobMethod.GENERATE_CONTENT,
                "models/" + line.bucket(),
                line.bucket(),
                line.lane(),
                1,
                3,
                CREATED,
                Body.of("{\"contents\": [], \"unknown\": \"kept\"}"),
                List.of(),
                Optional.empty(),
                7);
    }

    public static JobRequest with(JobRequest job, List<JobFile> files) {
        return new JobRequest(
                job.id(),
                job.client(),
                job.method(),
                job.model(),
                job.bucket(),
                job.lane(),
                job.units(),
                job.maxAttempts(),
                job.createdAt(),
                job.body(),
                files,
                job.replyTo(),
                job.tokens(),
                job.terms());
    }

    /** A job that is to be begun before that moment. */
    public static JobRequest due(ClientId client, Instant deadline) {
        return job(client).on(new JobTerms(Optional.of(deadline), Optional.empty()));
    }

    /** A job that its client gave a key. */
    public static JobRequest keyed(ClientId client, String key, ContentHash request) {
        var named = new IdempotencyKey(key, request);
        return job(client).on(new JobTerms(Optional.empty(), Optional.of(named)));
    }

    /** A job to which its client adds something. */
    public static JobRequest with(JobRequest job, JobExtras extras) {
        return job.on(job.terms().with(extras));
    }

    /** A job whose chunks go to that address. */
    public static JobRequest streamed(ClientId client, ReplyAddress replyTo) {
        return new JobRequest(
                JobId.next(),
                client,
                JobMethod.STREAM_GENERATE_CONTENT,
                "models/" + FLASH.bucket(),
                FLASH.bucket(),
                Lane.INTERACTIVE,
                1,
                3,
                CREATED,
                Body.of("{\"contents\": []}"),
                List.of(),
                Optional.of(replyTo),
                7);
    }

    public static List<JobRequest> jobs(ClientId client, int count) {
        return Stream.generate(() -> job(client)).limit(count).toList();
    }

    public static List<JobId> ids(List<JobRequest> jobs) {
        return jobs.stream().map(JobRequest::id).toList();
    }
}
