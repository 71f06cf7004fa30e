package io.ssalmuk.worker.gemini;

import io.ssalmuk.secret.GeminiKey;

/** Looks whether the upstream takes a key, by a call that costs no quota. */
public interface KeyCheck {

    Health check(GeminiKey key);

    /** How a key can turn out. */
    sealed interface Health {

        record Works() implements Health {}

        record Faulty(CallOutcome.KeyFault fault) implements Health {}

        /** The upstream, or the way to it, is in trouble. */
        record Unknown(String why) implements Health {}
    }
}
