package io.ssalmuk.pool;

import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the upstream's refusals tell of the pool, written down for all workers. */
public interface PoolLessons {

    /**
     * The upstream named its limit. Without effect if that is known, or if the call left before
     * what is known was learned.
     *
     * @param age how long ago the call's permit was asked for
     * @return whether a limit that counts changed
     */
    boolean learn(Permit permit, Dimension dimension, long value, Duration age);

    /**
     * A call was refused although the ledger had room for it.
     *
     * @param lower the limit of which no more is made use of than what was let through, until it
     *     has recovered: requests or tokens per minute, or none
     * @return what the ledger thought; empty when the bucket is gone
     */
    Optional<Drift> refused(Permit permit, Optional<Dimension> lower);

    /**
     * A call was refused, and nothing says why: its bucket rests for longer each time in a row.
     *
     * @param age how long ago the call's permit was asked for: those that were under way together
     *     count as one
     * @param pause for this at the least
     */
    void restLonger(Permit permit, Duration age, Duration pause, String reason);

    /** A call was let through: the next refusal that says nothing is the first again. */
    void letThrough(Permit permit, Duration age);

    /** The project may not use the bucket at all; after the pause one call looks whether it may. */
    void unsupported(Permit permit, Duration pause, String reason);

    /** The project may call nothing; after the pause one call looks whether it may. */
    void stop(Permit permit, Duration pause, String reason);

    /** The upstream blames the whole project: none of its keys is used. Answers how many were. */
    int quarantine(ProjectId project, String reason);

    /** Google called the project by its number. */
    Identity identify(ProjectId project, String number);

    /**
     * Google counted the model in another bucket than we did. Jobs that come draw from that one.
     *
     * @return whether that is new; it is not where the operator said otherwise
     */
    boolean alias(String model, String bucket, String insteadOf);

    /** Gives back what was withheld for longer than needed; answers how many buckets have more. */
    int recover();

    /**
     * What the ledger thought of a bucket that refused a call.
     *
     * @param counted requests in the window, or tokens where these were lowered, this call included
     * @param limit that the ledger believed in; none if it believed in none
     * @param working limit from now on, if it is less
     */
    record Drift(
            String project,
            String bucket,
            long counted,
            @Nullable Long limit,
            @Nullable Long working) {}

    /** What a project's number tells. */
    sealed interface Identity {

        /** Nothing new. */
        record Known() implements Identity {}

        /** It had another number until now: its keys are of several Google projects. */
        record Contradicted(String project, String earlier) implements Identity {}

        /** Two of ours are one: everything is the first's from now on. */
        record Merged(String kept, String gone) implements Identity {}
    }
}
