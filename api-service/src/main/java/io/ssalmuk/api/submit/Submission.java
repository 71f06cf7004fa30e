package io.ssalmuk.api.submit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.ReplyAddress;
import java.util.Optional;

/**
 * What a dialect made of a request.
 *
 * @param id of the job to be, so that its chunks can be awaited before it is accepted
 * @param units request units that the call will cost
 * @param body the upstream's REST body
 * @param replyTo where chunks go, if the answer is streamed
 */
public record Submission(
        JobId id,
        ClientId client,
        JobMethod method,
        KnownModel model,
        Lane lane,
        int units,
        Body body,
        Optional<ReplyAddress> replyTo) {

    /** A new job, streamed to nobody. */
    public Submission(
            ClientId client, JobMethod method, KnownModel model, Lane lane, int units, Body body) {
        this(JobId.next(), client, method, model, lane, units, body, Optional.empty());
    }

    /** The same, its chunks to be sent there. */
    public Submission streamedTo(ReplyAddress address) {
        return new Submission(id, client, method, model, lane, units, body, Optional.of(address));
    }
}
