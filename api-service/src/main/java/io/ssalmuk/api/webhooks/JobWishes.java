package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobExtras;
import java.util.List;

/** Reads what a client adds to a job for its own use: metadata, and whom to tell of its end. */
public interface JobWishes {

    /** The members of a request that are read here. */
    List<String> MEMBERS = List.of("metadata", "webhook_url", "webhook_payload");

    /** What the request says, or a refusal that names the field. */
    JobExtras read(ClientId client, Field root);
}
