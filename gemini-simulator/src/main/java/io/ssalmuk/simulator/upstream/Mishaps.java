package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.clock.Pauser;
import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.exchange.Reply.Cut;
import io.ssalmuk.simulator.exchange.Reply.Streamed;
import io.ssalmuk.simulator.exchange.Reply.Truncated;
import io.ssalmuk.simulator.exchange.Reply.Whole;
import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.refusal.Refusal;
import io.ssalmuk.simulator.upstream.Outcome.Answered;
import io.ssalmuk.simulator.upstream.Outcome.Turned;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/** Makes faults happen. */
final class Mishaps {
    /** Longer than any caller's patience; then the thread is wanted back. */
    private static final Duration HANG = Duration.ofHours(1);

    private final Pauser pauser;
    private final AtomicReference<Pace> pace;

    Mishaps(Pauser pauser, AtomicReference<Pace> pace) {
        this.pauser = pauser;
        this.pace = pace;
    }

    /** The HTTP status that the caller sees, or zero if it sees none. */
    static int status(Fault fault) {
        return switch (fault) {
            case HANG, CUT_BEFORE, CUT_AFTER -> 0;
            case UNAVAILABLE, INTERNAL, DEADLINE, EXHAUSTED, PREPAY, SPENDING_CAP ->
                    fault.refusal().map(Refusal::code).orElseThrow();
            case SLOW_FIRST_BYTE, TRUNCATED, INVALID_JSON, PROMPT_BLOCKED -> 200;
            case STREAM_ERROR, STREAM_CUT -> 200;
        };
    }

    Outcome befall(Fault fault, Speaker speaker) throws InterruptedException {
        pauser.pause(delay(fault));
        return switch (fault) {
            case UNAVAILABLE, INTERNAL, DEADLINE, EXHAUSTED, PREPAY, SPENDING_CAP ->
                    new Turned(fault.refusal().orElseThrow());
            case HANG, CUT_BEFORE, CUT_AFTER -> new Answered(new Cut());
            case SLOW_FIRST_BYTE -> new Answered(speaker.speak(Ending.WHOLE));
            case TRUNCATED -> new Answered(truncated(speaker));
            case INVALID_JSON -> new Answered(invalid(speaker));
            case PROMPT_BLOCKED -> new Answered(speaker.speak(Ending.BLOCKED));
            case STREAM_ERROR -> new Answered(speaker.speak(Ending.ERROR_FRAME));
            case STREAM_CUT -> new Answered(speaker.speak(Ending.CUT_OFF));
        };
    }

    private Duration delay(Fault fault) {
        return switch (fault) {
            case HANG -> HANG;
            case SLOW_FIRST_BYTE -> pace.get().slowFirstByte();
            case CUT_BEFORE, EXHAUSTED, PREPAY, SPENDING_CAP -> Duration.ZERO;
            case UNAVAILABLE, INTERNAL, DEADLINE, CUT_AFTER -> pace.get().reply().get();
            case TRUNCATED, INVALID_JSON, PROMPT_BLOCKED -> pace.get().reply().get();
            case STREAM_ERROR, STREAM_CUT -> pace.get().reply().get();
        };
    }

    private static Reply truncated(Speaker speaker) {
        return switch (speaker.speak(Ending.WHOLE)) {
            case Whole whole -> new Truncated(whole);
            case Streamed _, Truncated _, Cut _ -> speaker.speak(Ending.CUT_OFF);
        };
    }

    /** Half of the JSON, sent as if it were all. */
    private static Reply invalid(Speaker speaker) {
        return switch (speaker.speak(Ending.WHOLE)) {
            case Whole whole ->
                    new Whole(
                            whole.status(),
                            whole.headers(),
                            Arrays.copyOf(whole.body(), whole.body().length / 2));
            case Streamed streamed ->
                    new Streamed(
                            streamed.contentType(),
                            sink -> sink.send("data: {\"candidates\": [\r\n\r\n"));
            case Truncated _, Cut _ -> new Cut();
        };
    }
}
