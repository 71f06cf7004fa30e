package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.secret.GeminiKey;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What belongs to one call on its way through the shared HTTP client.
 *
 * @param body what the call sends in place of the SDK's own body
 * @param departure asked when the connection stands and nothing has been sent yet
 * @param error set when the answer was not a 2xx
 * @param answer set to a 2xx answer, as it came, where the SDK cannot hand it out itself
 */
record CallScope(
        GeminiKey key,
        OutgoingBody body,
        Departure departure,
        AtomicReference<RawError> error,
        Optional<AtomicReference<Body>> answer) {

    static final ScopedValue<CallScope> CURRENT = ScopedValue.newInstance();

    static CallScope of(GeminiKey key, Claim claim, Departure departure) {
        return new CallScope(
                key, departure.body(claim), departure, new AtomicReference<>(), Optional.empty());
    }

    /** The answer is kept here, and the SDK sees an empty one. */
    CallScope keepingAnswer() {
        return new CallScope(key, body, departure, error, Optional.of(new AtomicReference<>()));
    }
}
