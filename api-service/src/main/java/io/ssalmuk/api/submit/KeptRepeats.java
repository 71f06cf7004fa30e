package io.ssalmuk.api.submit;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.IdempotencyKeys;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.Jobs;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

@Component
final class KeptRepeats implements Repeats {

    private static final String HEADER = "Idempotency-Key";

    private final IdempotencyKeys keys;
    private final Jobs jobs;

    KeptRepeats(IdempotencyKeys keys, Jobs jobs) {
        this.keys = keys;
        this.jobs = jobs;
    }

    @Override
    public Job find(ClientId client, IdempotencyKey key) {
        // It was there a moment ago: a key that is gone now is a day old.
        var use =
                keys.find(client, key.text())
                        .orElseThrow(() ->
                                Refused.unavailable(
                                        "This Idempotency-Key is being forgotten, as it is a day"
                                                + " old; send the request again."));
        if (!use.request().equals(key.request())) {
            throw Refused.field(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    HEADER,
                    "Idempotency-Key was used for another request, which made job %s; send this one with a key of its own."
                            .formatted(use.job()));
        }
        return jobs.find(use.job(), client).orElseThrow(KeptRepeats::gone);
    }

    private static Refused gone() {
        return Refused.field(
                HttpStatus.CONFLICT,
                HEADER,
                "Idempotency-Key was used for a job that has been deleted since; use another.");
    }
}
