package io.ssalmuk.api.jobs;

import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.result.Replay;
import io.ssalmuk.api.submit.Allowance;
import io.ssalmuk.api.submit.Repeats;
import io.ssalmuk.api.submit.Terms;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.IdempotencyKey;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Makes a new job of an ended one. */
@Component
final class RetryDesk {

    private final Copies copies;
    private final Repeats repeats;
    private final Allowance allowance;

    RetryDesk(Copies copies, Repeats repeats, Allowance allowance) {
        this.copies = copies;
        this.repeats = repeats;
        this.allowance = allowance;
    }

    ResponseEntity<RetriedDocument> retry(ClientId client, Job old, Terms terms) {
        if (!old.state().ended()) {
            throw Refused.of(
                    HttpStatus.CONFLICT,
                    "The job has not ended, it is %s; only an ended one can be retried."
                            .formatted(old.state().text()));
        }
        var order = copies.order(terms);
        var id = JobId.next();
        boolean made =
                allowance.accept(
                        client, id, () -> copies.make(old.id(), id, order), Boolean::booleanValue);
        return made
                ? accepted(RetriedDocument.of(id, old, order.createdAt()))
                : notMade(client, old, terms);
    }

    /** Its key has made one before, or something is missing. */
    private ResponseEntity<RetriedDocument> notMade(ClientId client, Job old, Terms terms) {
        var key = terms.job().key().filter(given -> copies.knows(client, given));
        if (key.isEmpty()) {
            throw Refused.of(
                    HttpStatus.CONFLICT,
                    "The request of this job, or a file that it names, has been deleted since;"
                            + " submit it anew.");
        }
        return again(client, old, key.get());
    }

    private ResponseEntity<RetriedDocument> again(ClientId client, Job old, IdempotencyKey key) {
        var made = repeats.find(client, key);
        return Replay.mark(accepted(RetriedDocument.again(made, old)));
    }

    private static ResponseEntity<RetriedDocument> accepted(RetriedDocument made) {
        return ResponseEntity.accepted().location(made.statusUrl()).body(made);
    }
}
