package io.ssalmuk.job;

import java.util.Optional;

/**
 * What a client adds to a job for its own use.
 *
 * @param metadata a JSON object that comes back with the job, as it was sent
 * @param webhook where the job's end is told, besides the client's endpoints
 */
public record JobExtras(Optional<Body> metadata, Optional<JobWebhook> webhook) {

    public static final JobExtras NONE = new JobExtras(Optional.empty(), Optional.empty());
}
