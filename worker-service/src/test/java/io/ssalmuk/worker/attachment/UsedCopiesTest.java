package io.ssalmuk.worker.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.InMemoryCopies;
import io.ssalmuk.file.UpstreamCopies.Claimed;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.file.UpstreamCopies.CopyKey;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsedCopiesTest {

    private static final ProjectId PROJECT = new ProjectId(1);
    private static final Copy COPY = new Copy("files/abc", "https://google/files/abc");
    private static final CopyKey KEY =
            new CopyKey(PROJECT, new ContentHash("ab".repeat(32)), "a/b");

    private final InMemoryBoots boots = new InMemoryBoots(() -> Instant.EPOCH);
    private final InMemoryCopies copies = new InMemoryCopies(boots, () -> Instant.EPOCH);
    private final UUID boot = UUID.randomUUID();

    @BeforeEach
    void copied() {
        boots.born(boot, "worker");
        var upload = ((Claimed.Yours) copies.claim(KEY, boot)).upload();
        copies.complete(upload, COPY, Duration.ofDays(1));
    }

    private CallOutcome judged(String body, CallOutcome outcome) {
        return new UsedCopies(copies, PROJECT, List.of(COPY), Body.of(body)).judged(outcome);
    }

    private static Refused refused(int status, String message) {
        return new Refused(new JobError("X", status, message));
    }

    private boolean known() {
        return copies.claim(KEY, boot) instanceof Claimed.Ready;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You do not have permission to access the File abc or it may not exist.",
                "You do not have permission to access the File or it may not exist."
            })
    void aCopyThatGoogleDoesNotFindIsForgottenAndTheJobIsTriedAgain(String message) {
        assertThat(judged("{}", refused(403, message)))
                .isEqualTo(new Trouble(new JobError("X", 403, message), true));
        assertThat(known()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You do not have permission to access the File xyz or it may not exist.",
                "You do not have permission to access the File abcd or it may not exist."
            })
    void aFileThatTheClientNamedItselfIsItsOwnAffair(String message) {
        var refused = refused(404, message);

        assertThat(judged("{\"file_uri\":\"https://google/files/xyz\"}", refused))
                .isEqualTo(refused);
        assertThat(known()).isTrue();
    }

    @Test
    void otherOutcomesStayAsTheyAre() {
        var answer = new Answered(Body.of("{}"));
        var refused = refused(404, "models/x is not found");

        assertThat(judged("{}", answer)).isEqualTo(answer);
        assertThat(judged("{}", refused)).isEqualTo(refused);
        assertThat(known()).isTrue();
    }
}
