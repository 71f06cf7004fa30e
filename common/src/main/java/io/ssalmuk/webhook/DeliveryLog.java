package io.ssalmuk.webhook;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Deliveries as their owners see them. */
public interface DeliveryLog {

    /**
     * The deliveries to an endpoint, the newest first.
     *
     * @param before the last one of the page before
     */
    List<DeliveryRecord> ofEndpoint(
            ClientId owner,
            EndpointId endpoint,
            DeliveryRecord.@Nullable Status status,
            @Nullable DeliveryId before,
            int most);

    /** All that tell of one job. */
    List<DeliveryRecord> ofJob(ClientId owner, JobId job);

    /** Delivers an event that is made up, to try an endpoint; empty without such one. */
    Optional<DeliveryRecord> test(ClientId owner, EndpointId endpoint);

    /** Delivers it once more, from the beginning of the schedule, under the same id. */
    Optional<DeliveryRecord> redeliver(ClientId owner, DeliveryId id);
}
