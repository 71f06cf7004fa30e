package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import io.ssalmuk.worker.gemini.Chunks;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a stream. Until its first chunk it is an attempt like any other; from then on the
 * client has the beginning of an answer that no second call would continue.
 */
final class StreamedAttempt implements Chunks {

    private static final int TOO_MANY_REQUESTS = 429;

    private final Claim claim;
    private final Hold hold;
    private final Settlement settlement;
    private final Optional<Outlet> outlet;
    private final AtomicBoolean begun = new AtomicBoolean();

    StreamedAttempt(Claim claim, Hold hold, Settlement settlement, Optional<Outlet> outlet) {
        this.claim = claim;
        this.hold = hold;
        this.settlement = settlement;
        this.outlet = outlet;
    }

    /** The note comes before the chunk: a worker that dies in between has sent nothing. */
    @Override
    public boolean take(Body chunk) {
        if (outlet.isEmpty()) {
            return true;
        }
        if (!begun.get()) {
            if (!hold.sheltered(() -> settlement.begin(claim))) {
                return false; // Another attempt has the job.
            }
            begun.set(true);
        }
        outlet.get().chunk(chunk);
        return true;
    }

    /** What became of it, knowing what the client has. */
    CallOutcome judge(CallOutcome outcome) {
        if (!begun.get()) {
            return outcome;
        }
        return switch (outcome) {
            case Answered answered -> answered;
            case Interrupted cut -> hold.endsJob() ? cut : broken(null, "its worker was stopped");
            case Refused(var error) -> broken(error.upstreamStatus(), error.message());
            case Trouble(var error, var _) -> broken(error.upstreamStatus(), error.message());
            case Throttled throttled -> broken(TOO_MANY_REQUESTS, throttled.reason());
            case KeyFault(var reason, _) -> broken(null, reason);
            case Late _ -> broken(null, "it was late");
        };
    }

    private static CallOutcome broken(@Nullable Integer status, String why) {
        return new Refused(
                new JobError(
                        "STREAM_BROKEN", status, "The stream broke after it had begun: " + why));
    }
}
