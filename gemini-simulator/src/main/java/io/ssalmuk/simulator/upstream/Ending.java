package io.ssalmuk.simulator.upstream;

/** How an answer is to end. */
enum Ending {
    WHOLE,
    /** With feedback on the prompt and no candidates. */
    BLOCKED,
    /** In the middle of a stream, with an error. */
    ERROR_FRAME,
    /** In the middle of a stream, without a word. */
    CUT_OFF
}
