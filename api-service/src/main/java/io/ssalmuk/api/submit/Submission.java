package io.ssalmuk.api.submit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.ReplyAddress;
import java.util.List;
import java.util.Optional;

/**
 * What a dialect made of a request.
 *
 * @param id of the job to be, so that its chunks can be awaited before it is accepted
 * @param units request units that the call will cost
 * @param body the upstream's REST body
 * @param files what belongs in the body where their markers stand
 * @param replyTo where chunks go, if the answer is streamed
 * @param terms how often it is tried and until when, and its key
 */
public record Submission(
        JobId id,
        ClientId client,
        JobMethod method,
        KnownModel model,
        Lane lane,
        int units,
        Body body,
        List<JobFile> files,
        Optional<ReplyAddress> replyTo,
        Terms terms) {

    /** A new job on the usual terms, streamed to nobody. */
    public Submission(
            ClientId client,
            JobMethod method,
            KnownModel model,
            Lane lane,
            int units,
            Body body,
            List<JobFile> files) {
        this(
                JobId.next(),
                client,
                method,
                model,
                lane,
                units,
                body,
                files,
                Optional.empty(),
                Terms.USUAL);
    }

    /** The same, without files. */
    public Submission(
            ClientId client, JobMethod method, KnownModel model, Lane lane, int units, Body body) {
        this(client, method, model, lane, units, body, List.of());
    }

    /** The same, its chunks to be sent there. */
    public Submission streamedTo(ReplyAddress address) {
        return new Submission(
                id, client, method, model, lane, units, body, files, Optional.of(address), terms);
    }

    /** The same on these terms. */
    public Submission on(Terms others) {
        return new Submission(id, client, method, model, lane, units, body, files, replyTo, others);
    }
}
