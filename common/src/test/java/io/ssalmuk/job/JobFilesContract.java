package io.ssalmuk.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.file.ContentHash;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link JobFiles} does, together with the intake that it gets them from. */
public interface JobFilesContract {

    JobStore store();

    JobFiles files();

    /** A content that is known. */
    ContentHash content();

    private JobRequest request(ContentHash... contents) {
        var plain = JobRequests.job(JobRequests.client());
        return JobRequests.with(
                plain,
                List.of(contents).stream()
                        .map(hash -> new JobFile(UUID.randomUUID(), hash, 5, "text/plain"))
                        .toList());
    }

    private Claim claimed(JobRequest request) {
        store().intake().accept(List.of(request));
        return store().claims().claim(request.id(), Claimant.of(store().boot())).orElseThrow();
    }

    @Test
    default void aJobsFilesAreFound() {
        var request = request(content(), content());
        var other = request(content());
        store().intake().accept(List.of(request, other, JobRequests.job(JobRequests.client())));

        assertThat(files().of(request.id())).containsExactlyInAnyOrderElementsOf(request.files());
        assertThat(files().of(other.id())).isEqualTo(other.files());
        assertThat(files().of(JobId.next())).isEmpty();
    }

    @Test
    default void aContentThatIsUnknownTakesTheJobDown() {
        var gone = new ContentHash("00".repeat(32));
        var request = request(gone);

        assertThatThrownBy(() -> store().intake().accept(List.of(request)))
                .isInstanceOf(RuntimeException.class);

        assertThat(store().jobs().find(request.id(), request.client())).isEmpty();
    }

    @Test
    default void filesAreKeptUntilTheJobHasEnded() {
        var request = request(content());
        var claim = claimed(request);
        assertThat(files().release(request.id())).isEmpty();
        assertThat(files().of(request.id())).hasSize(1);

        store().claims().complete(claim, Body.of("{}"), CallFacts.NONE);

        assertThat(files().release(request.id()))
                .containsExactly(request.files().getFirst().hash());
        assertThat(files().of(request.id())).isEmpty();
        assertThat(files().release(request.id())).isEmpty();
    }

    @Test
    default void filesOfJobsThatEndedAreFoundLater() {
        var running = request(content());
        var failed = request(content(), content());
        claimed(running);
        var error = new JobError("X", null, "x");
        store().claims().fail(claimed(failed), error, CallFacts.NONE);

        assertThat(files().releaseEnded()).isEqualTo(2);

        assertThat(files().of(running.id())).hasSize(1);
        assertThat(files().of(failed.id())).isEmpty();
    }
}
