package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.body.Field;

/** How much of a job its event carries. */
final class Payload {

    /** Who, how it ended, and where the rest is. */
    private static final String THIN = "thin";

    /** The answer too. */
    private static final String FULL = "full";

    private Payload() {}

    static String of(boolean wholeResult) {
        return wholeResult ? FULL : THIN;
    }

    /** Whether it is to carry the answer. */
    static boolean read(Field payload) {
        return switch (payload.text()) {
            case THIN -> false;
            case FULL -> true;
            default -> throw payload.refuse("must be thin or full");
        };
    }
}
