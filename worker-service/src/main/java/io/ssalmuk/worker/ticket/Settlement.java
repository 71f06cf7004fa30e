package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.EndNotices;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Writes down how an attempt ended. While PostgreSQL is away it keeps the answer, and tries again.
 */
@Component
final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    private static final JobError CANCELLED =
            new JobError("CANCELLED", null, "The job was cancelled");

    private static final JobError BROKEN_OFF =
            new JobError("STREAM_BROKEN", null, "The stream broke after it had begun");

    private final JobClaims claims;
    private final EndNotices notices;
    private final Outlets outlets;
    private final Backoff backoff;
    private final LongSupplier pauses;

    @Autowired
    Settlement(JobClaims claims, EndNotices notices, Outlets outlets, Backoff backoff) {
        this(claims, notices, outlets, backoff, DATABASE_AWAY::toNanos);
    }

    Settlement(
            JobClaims claims,
            EndNotices notices,
            Outlets outlets,
            Backoff backoff,
            LongSupplier pauses) {
        this.claims = claims;
        this.notices = notices;
        this.outlets = outlets;
        this.backoff = backoff;
        this.pauses = pauses;
    }

    /**
     * Ends the job with its answer.
     *
     * @param within what is written in the same transaction, around the end
     */
    void complete(Claim claim, Body answer, CallFacts call, UnaryOperator<BooleanSupplier> within) {
        var facts = call.with(UsageReader.read(answer));
        BooleanSupplier end = () -> claims.complete(claim, answer, facts);
        if (end(claim, "completed", within.apply(end))) {
            outlets.done(claim);
        }
    }

    /** Notes that chunks are about to leave; false when another attempt has the job. */
    boolean begin(Claim claim) {
        return untilWritten(claim.job(), () -> claims.streams(claim));
    }

    void cancel(Claim claim, CallFacts call) {
        log.info("job {} is cancelled in attempt {}", claim.job(), claim.attempt());
        if (end(claim, "cancelled", () -> claims.cancel(claim, call))) {
            outlets.failed(claim, CANCELLED);
        }
    }

    void expire(Claim claim, CallFacts call) {
        var error = JobError.DEADLINE_EXCEEDED;
        log.info("job {} expired in attempt {}", claim.job(), claim.attempt());
        if (end(claim, "expired", () -> claims.expire(claim, error, call))) {
            outlets.failed(claim, error);
        }
    }

    void fail(Claim claim, JobError error, CallFacts call) {
        log.info("job {} failed in attempt {}: {}", claim.job(), claim.attempt(), error.code());
        if (end(claim, "failed", () -> claims.fail(claim, error, call))) {
            outlets.failed(claim, error);
        }
    }

    /** Another attempt later, or the end when there were enough. */
    void trouble(Claim claim, JobError error, CallFacts call) {
        int failures = claim.failures() + 1;
        if (failures >= claim.maxAttempts()) {
            fail(claim, error, call);
            return;
        }
        var pause = backoff.after(failures);
        log.info("job {} is tried again in {} ms: {}", claim.job(), pause.toMillis(), error.code());
        putBack(claim, "parked", () -> claims.retryAfter(claim, pause));
    }

    void release(Claim claim) {
        putBack(claim, "released", () -> claims.release(claim));
    }

    /** What has begun to stream cannot go back, and must not stay with this worker either. */
    private void putBack(Claim claim, String how, BooleanSupplier write) {
        if (!persist(claim, how, write) && claim.replyTo().isPresent()) {
            fail(claim, BROKEN_OFF, CallFacts.NONE);
        }
        outlets.forget(claim);
    }

    /** After a claim whose answer was lost: nobody works on it, so nobody may seem to. */
    void disown(JobId job, Claimant by) {
        boolean _ = untilWritten(job, () -> claims.disown(job, by));
    }

    private boolean end(Claim claim, String how, BooleanSupplier write) {
        boolean ended = persist(claim, how, write);
        if (ended) {
            notices.send(claim.job());
        }
        return ended;
    }

    private boolean persist(Claim claim, String how, BooleanSupplier write) {
        boolean written = untilWritten(claim.job(), write);
        if (!written) {
            log.info(
                    "job {}: attempt {} came too late to be {}", claim.job(), claim.attempt(), how);
        }
        return written;
    }

    private boolean untilWritten(JobId job, BooleanSupplier write) {
        while (true) {
            try {
                return write.getAsBoolean();
            } catch (DataAccessResourceFailureException
                    | TransientDataAccessException
                    | TransactionException e) {
                log.warn("job {} is kept until PostgreSQL is back: {}", job, e.getMessage());
                LockSupport.parkNanos(pauses.getAsLong());
            }
        }
    }
}
