package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who waits, in which order. */
public interface Lineups {

    /** All that waits for a bucket; of very many jobs, what some of them drawn by chance tell. */
    Lineup of(String bucket);

    /** Where a job waits; empty when it does not. */
    Optional<Spot> find(JobId job);

    /**
     * Where a job waits.
     *
     * @param tickets whether its ticket is in the broker's queue, where tickets keep their order
     * @param placedAt when it came there
     * @param dueAt before which it does not go on, if it is parked
     */
    record Spot(
            Line line,
            ClientId client,
            int units,
            long tokens,
            boolean tickets,
            Instant placedAt,
            @Nullable Instant dueAt) {}
}
