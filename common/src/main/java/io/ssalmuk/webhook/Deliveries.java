package io.ssalmuk.webhook;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import io.ssalmuk.secret.SealedSecret;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The outbox as a worker sees it. */
public interface Deliveries {

    /**
     * Takes what is due, the longest due first. Each is due again when the lease has run out, for
     * then its worker must have died.
     */
    List<Due> claim(Collection<Room> rooms, Duration lease);

    /** What there is to do. */
    Look look();

    /**
     * What there is to do.
     *
     * @param lanes in which something is due
     * @param next how long until something is due that is not yet; empty if nothing is
     */
    record Look(List<String> lanes, Optional<Duration> next) {}

    /**
     * Writes down how attempts ended. One that was taken for lost, and is in other hands by now,
     * changes nothing unless it has delivered.
     */
    void settle(Collection<Settled> attempts);

    /** Turns an endpoint off for this reason; what waits for it will not be delivered. */
    void disable(EndpointId endpoint, String reason);

    /** What is pending, over all. */
    Backlog backlog();

    /** Makes room for the deliveries of the coming days. */
    void ensureDays(int days);

    /** Forgets days that are older than this and settled; answers how many. */
    int forgetOlderThan(Duration age);

    /** How many deliveries may be taken from a lane. */
    record Room(String lane, int most) {}

    /**
     * An event to deliver now.
     *
     * @param attempt of this round of the schedule, from 1
     * @param happenedAt when the job ended
     * @param now by the database's clock
     * @param target where to; empty when there is nothing to deliver to any more
     * @param job that ended; none for a test, or if it is gone
     */
    record Due(
            DeliveryId id,
            JobId job,
            String lane,
            int attempt,
            EventType event,
            Instant happenedAt,
            Instant now,
            ClientId client,
            Optional<Target> target,
            @Nullable EndedJob ended) {}

    /**
     * Where an event goes.
     *
     * @param endpoint none if the job named the address itself
     * @param secrets to sign with: the current one, and the one before while it is valid
     * @param failingFor how long nothing could be delivered there
     */
    record Target(
            Optional<EndpointId> endpoint,
            String url,
            boolean wholeResult,
            List<SealedSecret> secrets,
            Optional<Duration> failingFor) {}

    /** What an event says of a job. */
    record EndedJob(
            JobState state,
            String model,
            Instant createdAt,
            @Nullable JobError error,
            @Nullable Body metadata) {}

    /**
     * How an attempt ended.
     *
     * @param responseCode none if there was no answer
     * @param error why it failed; none if it did not
     */
    record Settled(
            Due due,
            Verdict verdict,
            @Nullable Integer responseCode,
            @Nullable String error,
            Duration took) {}

    /** What becomes of a delivery after an attempt. */
    sealed interface Verdict {
        record Delivered() implements Verdict {}

        record Again(Duration pause) implements Verdict {}

        record GivenUp() implements Verdict {}
    }

    /** What is pending, and how old the oldest of it is. */
    record Backlog(long pending, Duration oldest) {}
}
