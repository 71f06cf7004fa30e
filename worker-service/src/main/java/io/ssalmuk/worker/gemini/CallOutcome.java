package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import java.time.Duration;

/** How a call to Gemini can end. */
public sealed interface CallOutcome {

    /** Google's whole answer. A blocked prompt is an answer too. */
    record Answered(Body body) implements CallOutcome {}

    /** The request itself is at fault: it would fail on every key. */
    record Refused(JobError error) implements CallOutcome {}

    /** The key is at fault, and the job is not. */
    record KeyFault(String reason, Lesson lesson) implements CallOutcome {

        public KeyFault(String reason) {
            this(reason, Lesson.NONE);
        }
    }

    /** The project's bucket is at its limit, whatever the ledger thought. */
    record Throttled(Span span, Duration pause, String reason, Lesson lesson)
            implements CallOutcome {

        public Throttled(Span span, Duration pause, String reason) {
            this(span, pause, reason, Lesson.NONE);
        }
    }

    /** The upstream or the way to it is in trouble; another attempt may succeed. */
    record Trouble(JobError error, boolean sent) implements CallOutcome {}

    /** The permit ran out before the first byte left; nothing was sent. */
    record Late() implements CallOutcome {}

    /** This process ends. */
    record Interrupted() implements CallOutcome {}

    /** For how long a limit holds, and for what. */
    enum Span {
        /** For the pause that the outcome names. */
        PAUSE,
        /** Nobody says for how long: longer each time in a row, and for the pause at the least. */
        GROWING,
        /** Until the next Pacific midnight, or for the pause if that is longer. */
        DAY,
        /** The project may not use the bucket at all; after the pause, one call may ask again. */
        UNSUPPORTED,
        /** The project may call nothing; after the pause, one call may ask again. */
        PROJECT
    }
}
