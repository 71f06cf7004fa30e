package io.ssalmuk.api.submit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import java.util.List;

/**
 * What a dialect made of a request.
 *
 * @param units request units that the call will cost
 * @param body the upstream's REST body
 * @param files what belongs in the body where their markers stand
 */
public record Submission(
        ClientId client,
        JobMethod method,
        KnownModel model,
        Lane lane,
        int units,
        Body body,
        List<JobFile> files) {

    /** Without files. */
    public Submission(
            ClientId client, JobMethod method, KnownModel model, Lane lane, int units, Body body) {
        this(client, method, model, lane, units, body, List.of());
    }
}
