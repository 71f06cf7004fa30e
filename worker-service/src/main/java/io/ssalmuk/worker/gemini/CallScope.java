package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import io.ssalmuk.secret.GeminiKey;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What belongs to one call on its way through the shared HTTP client.
 *
 * @param request the body to send, exactly as it was accepted
 * @param departure asked when the connection stands and nothing has been sent yet
 * @param error set when the answer was not a 2xx
 */
record CallScope(
        GeminiKey key, Body request, Departure departure, AtomicReference<RawError> error) {

    static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();

    static CallScope of(GeminiKey key, Body request, Departure departure) {
        return new CallScope(key, request, departure, new AtomicReference<>());
    }
}
