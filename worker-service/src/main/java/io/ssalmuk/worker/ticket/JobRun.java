package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.attachment.Attachments;
import io.ssalmuk.worker.attachment.Breaks;
import io.ssalmuk.worker.attachment.Prepared;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import io.ssalmuk.worker.gemini.Departure;
import io.ssalmuk.worker.gemini.Upstream;
import io.ssalmuk.worker.permit.Grant;
import io.ssalmuk.worker.permit.PermitGate;
import io.ssalmuk.worker.pool.KeyLocker;
import io.ssalmuk.worker.warden.PoolWarden;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Takes a ticket to its end: permit, claim, call, settlement. */
@Component
final class JobRun {

    private static final Logger log = LoggerFactory.getLogger(JobRun.class);

    /**
     * What waits for quota comes back into its queue soon, where it costs nothing: capacity may
     * appear long before the ledger expects it, and queues are consumed as soon as it does.
     */
    private static final Duration LONGEST_PARK = Duration.ofMinutes(1);

    private static final JobError A_BUG =
            new JobError("INTERNAL", null, "Ssalmuk met a bug; its log says more");

    private final PermitGate gate;
    private final JobClaims claims;
    private final Claiming claiming;
    private final CallParts call;
    private final Settlement settlement;

    JobRun(
            PermitGate gate,
            JobClaims claims,
            Claiming claiming,
            CallParts call,
            Settlement settlement) {
        this.gate = gate;
        this.claims = claims;
        this.claiming = claiming;
        this.call = call;
        this.settlement = settlement;
    }

    /** What a call needs besides its claim. */
    @Component
    record CallParts(
            QuotaLedger ledger,
            KeyLocker keys,
            Upstream upstream,
            StreamRun streams,
            Attachments attachments,
            BodyRoom room,
            PoolWarden warden,
            TokenMeter meter,
            TimeLimit limit) {}

    /**
     * Returns when nothing is left to do for the ticket.
     *
     * @param spent called as soon as the job is claimed: from then on the claim, not the ticket,
     *     stands for it
     * @throws InterruptedException before anything was claimed: the ticket goes to another worker
     */
    void take(Ticket ticket, Hold hold, Runnable spent) throws InterruptedException {
        long bytes = call.room().bytes(ticket.job());
        try (var stay = hold.waiting(() -> call.room().enter(bytes))) {
            var step =
                    first(
                            ticket,
                            hold,
                            () -> {
                                stay.read();
                                spent.run();
                            });
            while (step instanceof Step.Again(var claim)) {
                step = next(claim, hold);
            }
        } finally {
            hold.over();
            call.attachments().leave(ticket.job());
        }
    }

    private Step first(Ticket ticket, Hold hold, Runnable spent) throws InterruptedException {
        return switch (hold.waiting(() -> gate.await(ticket))) {
            case Grant.Later(var pause) -> {
                claims.park(ticket.job(), shorter(pause, LONGEST_PARK));
                yield new Step.Done();
            }
            // As at this process's end: nothing was claimed, and another takes the ticket.
            case Grant.Elsewhere _ -> throw new InterruptedException("no place for the call");
            case Grant.Never(var why) -> {
                claiming.claim(ticket.job())
                        .ifPresent(mine -> settlement.fail(mine, why, CallFacts.NONE));
                yield new Step.Done();
            }
            case Grant.Granted(var permit) -> {
                try {
                    var claim = claim(ticket, permit);
                    claim.ifPresent(mine -> call.limit().set(mine, hold));
                    spent.run();
                    yield claim.map(mine -> safely(mine, () -> attempt(mine, permit, hold)))
                            .orElseGet(Step.Done::new);
                } finally {
                    gate.leave(permit);
                }
            }
        };
    }

    private Step next(Claim claim, Hold hold) {
        return safely(claim, () -> another(claim, hold));
    }

    /**
     * From the claim on, whatever happens puts the job down again: its ticket alone could not, for
     * a job that runs on a live worker is taken up by nobody.
     */
    @SuppressWarnings("CatchingUnchecked") // a bug must not leave the job with this worker for ever
    private Step safely(Claim claim, Supplier<Step> step) {
        try {
            return step.get();
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | TransactionException e) {
            log.warn("job {} is put back, PostgreSQL is away: {}", claim.job(), e.getMessage());
            return released(claim);
        } catch (RuntimeException e) {
            log.error("job {} met a bug in attempt {}", claim.job(), claim.attempt(), e);
            settlement.trouble(claim, A_BUG, CallFacts.NONE); // Ends: attempts are counted.
            return new Step.Done();
        }
    }

    private Step another(Claim claim, Hold hold) {
        try {
            return switch (hold.waiting(() -> gate.await(claim.ticket()))) {
                case Grant.Later _, Grant.Elsewhere _ -> released(claim);
                case Grant.Never(var why) -> {
                    // It was served before: limits have been lowered.
                    settlement.fail(claim, why, CallFacts.NONE);
                    yield new Step.Done();
                }
                case Grant.Granted(var permit) -> {
                    try {
                        yield stillOurs(claim, permit)
                                ? attempt(claim, permit, hold)
                                : released(claim);
                    } finally {
                        gate.leave(permit);
                    }
                }
            };
        } catch (InterruptedException _) {
            return interrupted(claim, hold, CallFacts.NONE);
        }
    }

    /** It may have slept since its claim: whoever has the job by now calls for it too. */
    private boolean stillOurs(Claim claim, Permit permit) {
        boolean ours = claims.holds(claim);
        if (!ours) {
            call.ledger().giveBack(permit);
        }
        return ours;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Without a claim, nothing was called: the job runs elsewhere, waits, or has ended. */
    private Optional<Claim> claim(Ticket ticket, Permit permit) {
        Optional<Claim> claim = Optional.empty();
        try {
            claim = claiming.claim(ticket.job());
        } finally {
            if (claim.isEmpty()) {
                call.ledger().giveBack(permit);
            }
        }
        return claim;
    }

    private Step attempt(Claim claim, Permit permit, Hold hold) {
        var key = call.keys().key(permit.key());
        if (key.isEmpty()) {
            call.ledger().giveBack(permit);
            return new Step.Again(claim); // The key has left the pool, so no permit names it again.
        }
        try {
            return switch (call.attachments().prepare(claim, permit, key.get(), breaks(hold))) {
                case Prepared.Ready ready -> called(claim, ready, key.get(), hold);
                case Prepared.PlaceLost _ -> new Step.Again(claim); // Its copies are there now.
                case Prepared.Ended(var outcome) -> {
                    call.ledger().giveBack(permit);
                    yield settle(claim, permit, outcome, CallWatch.of(permit).over());
                }
            };
        } catch (InterruptedException _) {
            call.ledger().giveBack(permit);
            return interrupted(claim, hold, CallFacts.NONE);
        }
    }

    private static Breaks breaks(Hold hold) {
        return new Breaks() {
            @Override
            public <T> T waiting(Wait<T> wait) throws InterruptedException {
                return hold.waiting(wait::run);
            }
        };
    }

    private Step called(Claim claim, Prepared.Ready ready, GeminiKey key, Hold hold)
            throws InterruptedException {
        var watch = CallWatch.of(ready.permit());
        var leaving = new Leaving(ready, watch, call.ledger(), gate);
        var outcome = hold.calling(() -> call(claim, key, leaving, hold));
        var facts = watch.over();
        call.warden().ended(ready.permit(), outcome);
        return outcome instanceof Interrupted
                ? interrupted(claim, hold, facts)
                : settle(claim, ready.permit(), ready.judged().apply(outcome), facts);
    }

    private CallOutcome call(Claim claim, GeminiKey key, Departure departure, Hold hold) {
        return switch (claim.method()) {
            case GENERATE_CONTENT, BATCH_EMBED_CONTENTS, COUNT_TOKENS ->
                    call.upstream().call(claim, key, departure);
            case STREAM_GENERATE_CONTENT -> call.streams().call(claim, key, departure, hold);
        };
    }

    private Step settle(Claim claim, Permit permit, CallOutcome outcome, CallFacts facts) {
        return switch (outcome) {
            case Answered(var answer) -> {
                settlement.complete(
                        claim, answer, facts, write -> call.meter().with(permit, answer, write));
                call.meter().settled(claim, permit, answer);
                yield new Step.Done();
            }
            case Refused(var error) -> {
                settlement.fail(claim, error, facts);
                yield new Step.Done();
            }
            case Trouble(var error, var sent) -> {
                if (!sent) {
                    call.ledger().giveBack(permit);
                }
                settlement.trouble(claim, error, facts); // Ends: attempts are counted.
                yield new Step.Done();
            }
            case Throttled throttled -> {
                call.warden().throttled(claim, permit, throttled);
                yield new Step.Again(claim); // That bucket now rests; others may serve the job.
            }
            case KeyFault fault -> {
                call.warden().keyFault(permit, fault);
                yield new Step.Again(claim); // Each round takes one key out of the pool.
            }
            case Late _ -> {
                call.ledger().giveBack(permit);
                yield new Step.Again(
                        claim); // Nothing was sent; the next permit finds all prepared.
            }
            case Interrupted _ -> released(claim); // A deploy must not cost the caller an attempt.
        };
    }

    /** Not wanted any more, too late, or this process ends. */
    private Step interrupted(Claim claim, Hold hold, CallFacts facts) {
        if (!hold.endsJob()) {
            return released(claim);
        }
        if (hold.isCancelled()) {
            settlement.cancel(claim, facts);
        } else {
            settlement.expire(claim, facts);
        }
        return new Step.Done();
    }

    private Step released(Claim claim) {
        settlement.release(claim);
        return new Step.Done();
    }
}
