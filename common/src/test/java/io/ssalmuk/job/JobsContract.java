package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.client;
import static io.ssalmuk.job.JobRequests.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Jobs} does. */
public interface JobsContract {

    JobStore store();

    @Test
    default void aJobIsThereForItsOwnerOnly() {
        var request = job(client());
        store().intake().accept(List.of(request));

        assertThat(store().jobs().find(request.id(), request.client())).isPresent();
        assertThat(store().jobs().find(request.id(), client())).isEmpty();
    }

    @Test
    default void anUnknownJobIsNotFound() {
        assertThat(store().jobs().find(JobId.next(), client())).isEmpty();
    }

    @Test
    default void aCompletedJobShowsItsAnswerAsItCame() {
        var request = job(client());
        store().intake().accept(List.of(request));
        var answer = Body.of("{\"candidates\": [], \"neverHeardOf\": \"쌀묵 😀\"}");

        store().claims().complete(claimed(request), answer, CallFacts.NONE);

        var job = store().jobs().find(request.id(), request.client()).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.COMPLETED);
        assertThat(job.result()).isEqualTo(answer);
        assertThat(job.error()).isNull();
        assertThat(job.startedAt()).isNotNull();
        assertThat(job.endedAt()).isAfterOrEqualTo(job.startedAt());
    }

    @Test
    default void aFailedJobSaysWhy() {
        var request = job(client());
        store().intake().accept(List.of(request));
        var error = new JobError("INVALID_ARGUMENT", 400, "contents must not be empty");

        store().claims().fail(claimed(request), error, CallFacts.NONE);

        var job = store().jobs().find(request.id(), request.client()).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.error()).isEqualTo(error);
        assertThat(job.result()).isNull();
    }

    @Test
    default void aJobThatFailedBeforeGoogleWasAskedHasNoStatus() {
        var request = job(client());
        store().intake().accept(List.of(request));
        var error = new JobError("NO_PROJECT", null, "no project serves this model");

        store().claims().fail(claimed(request), error, CallFacts.NONE);

        assertThat(store().jobs().find(request.id(), request.client()).orElseThrow().error())
                .isEqualTo(error);
    }

    @Test
    default void ofManyJobsThoseAreToldThatHaveEnded() {
        var queued = job(client());
        var running = job(client());
        var completed = job(client());
        var failed = job(client());
        store().intake().accept(List.of(queued, running, completed, failed));
        claimed(running);
        store().claims().complete(claimed(completed), Body.of("{}"), CallFacts.NONE);
        store().claims().fail(claimed(failed), new JobError("INTERNAL", 500, "no"), CallFacts.NONE);

        var asked = List.of(queued.id(), running.id(), completed.id(), failed.id(), JobId.next());

        assertThat(store().jobs().ended(asked))
                .containsExactlyInAnyOrder(completed.id(), failed.id());
        assertThat(store().jobs().ended(List.of())).isEmpty();
    }

    private Claim claimed(JobRequest request) {
        return store().claims().claim(request.id(), Claimant.of(store().boot())).orElseThrow();
    }
}
