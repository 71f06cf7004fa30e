package io.ssalmuk.worker.webhook;

import java.time.Duration;
import java.util.Optional;

/** What posting a letter came to. */
sealed interface Receipt {

    /**
     * Somebody answered.
     *
     * @param retryAfter how long the receiver wants to be left alone
     */
    record Answered(int code, Optional<Duration> retryAfter) implements Receipt {}

    /** Nothing was sent, for the address leads where webhooks may not go. */
    record Refused(String why) implements Receipt {}

    /** There was no answer. */
    record Silent(String why) implements Receipt {}
}
