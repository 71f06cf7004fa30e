package io.ssalmuk.worker.gemini;

import io.ssalmuk.secret.GeminiKey;
import java.util.concurrent.atomic.AtomicReference;

/** What belongs to one call on its way through the shared HTTP client. */
record CallScope(GeminiKey key, AtomicReference<RawError> error) {

    static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();

    static CallScope with(GeminiKey key) {
        return new CallScope(key, new AtomicReference<>());
    }
}
