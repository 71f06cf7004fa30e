package io.ssalmuk.api.result;

import io.ssalmuk.api.exchange.Exchange;
import io.ssalmuk.api.forecast.Forecast;
import io.ssalmuk.job.Job;
import java.util.Optional;
import org.springframework.http.ResponseEntity;

/** Answers to a request that was made before. They say so, and are otherwise as the first. */
public final class Replay {

    private Replay() {}

    /**
     * The job as it is now.
     *
     * @param waited whether the end was waited for; who did not wait is not sent the whole result
     */
    public static ResponseEntity<Object> of(Job job, boolean waited, Optional<Forecast> forecast) {
        if (waited && job.state().ended()) {
            return mark(ResponseEntity.ok(JobDocument.of(job)));
        }
        var document = AcceptedDocument.of(job, forecast);
        return mark(ResponseEntity.accepted().location(document.statusUrl()).body(document));
    }

    public static <T> ResponseEntity<T> mark(ResponseEntity<T> answer) {
        return ResponseEntity.status(answer.getStatusCode())
                .headers(answer.getHeaders())
                .header(Exchange.REPLAYED, "true")
                .body(answer.getBody());
    }
}
