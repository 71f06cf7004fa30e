package io.ssalmuk.harness.check;

/** Something that must not be. */
public record Violation(Kind kind, String what) {

    /** Which promise it breaks. */
    public enum Kind {
        /** Accepted, and never ended. */
        LOST,
        /** Ended, and whoever asked was never told. */
        UNTOLD,
        /** Accepted, and ended without the answer that was to be had. */
        NOT_COMPLETED,
        /** More than one end, one answer, one entry in the log. */
        TWO_ENDS,
        /** The client was told something else than the upstream had said. */
        WRONG_ANSWER,
        /** The upstream refused a call for quota. */
        REFUSED,
        /** A call was made again, and nothing was done that explains it. */
        REPEATED,
        /** A call for no job. */
        STRANGE,
        /** Something is left where everything has ended. */
        LEFT_OVER
    }
}
