package io.ssalmuk.worker.attachment;

import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.OutgoingBody;
import java.util.function.UnaryOperator;

/** How preparing a call can end. */
public sealed interface Prepared {

    /**
     * The call may leave.
     *
     * @param permit renewed, if preparing took long
     * @param judged what the call's outcome means for a job whose files were put in here
     */
    record Ready(Permit permit, OutgoingBody body, UnaryOperator<CallOutcome> judged)
            implements Prepared {}

    /** The permit's place was lost meanwhile; what was prepared is not. */
    record PlaceLost() implements Prepared {}

    /** No call was made, and it ended like this. */
    record Ended(CallOutcome outcome) implements Prepared {}
}
