package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.Departure;
import io.ssalmuk.worker.gemini.Upstream;
import org.springframework.stereotype.Component;

/** Makes the calls whose answers are passed on while they come. */
@Component
final class StreamRun {

    private final Upstream upstream;
    private final Settlement settlement;
    private final Outlets outlets;

    StreamRun(Upstream upstream, Settlement settlement, Outlets outlets) {
        this.upstream = upstream;
        this.settlement = settlement;
        this.outlets = outlets;
    }

    CallOutcome call(Claim claim, GeminiKey key, Departure departure, Hold hold) {
        var attempt = new StreamedAttempt(claim, hold, settlement, outlets.open(claim));
        return attempt.judge(upstream.stream(claim, key, departure, attempt));
    }
}
