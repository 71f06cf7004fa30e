package io.ssalmuk.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.file.UpstreamCopies.Claimed;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.file.UpstreamCopies.CopyKey;
import io.ssalmuk.file.UpstreamCopies.Leaving;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link UpstreamCopies} does. */
public interface UpstreamCopiesContract {

    ContentHash CONTENT = new ContentHash("ab".repeat(32));
    Copy COPY = new Copy("files/abc", "https://google/v1beta/files/abc");
    Duration TWO_DAYS = Duration.ofDays(2);
    Duration LONG = Duration.ofMinutes(3);

    UpstreamCopies copies();

    /** A project with a key. */
    ProjectId project();

    /** A worker boot that is alive. */
    UUID boot();

    void bury(UUID boot);

    /** Whether somebody here uses the content. */
    void use(ContentHash hash, boolean used);

    void pass(Duration time);

    private CopyKey key(ProjectId project) {
        return new CopyKey(project, CONTENT, "audio/mpeg");
    }

    private Optional<UUID> claim(CopyKey key, UUID boot) {
        return copies().claim(key, boot) instanceof Claimed.Yours(var upload)
                ? Optional.of(upload)
                : Optional.empty();
    }

    private UUID uploading(CopyKey key) {
        return claim(key, boot()).orElseThrow();
    }

    private CopyKey copied() {
        var key = key(project());
        assertThat(copies().complete(uploading(key), COPY, TWO_DAYS)).isTrue();
        return key;
    }

    @Test
    default void oneUploadsAndTheOthersWait() {
        var key = key(project());
        uploading(key);

        assertThat(copies().claim(key, boot())).isEqualTo(new Claimed.Busy());
    }

    @Test
    default void anotherProjectAndAnotherTypeAreUploadsOfTheirOwn() {
        var key = key(project());
        uploading(key);

        assertThat(claim(key(project()), boot())).isPresent();
        assertThat(claim(new CopyKey(key.project(), CONTENT, "audio/wav"), boot())).isPresent();
    }

    @Test
    default void aCopyIsThereForAllUntilItExpires() {
        var key = copied();

        assertThat(copies().claim(key, boot())).isEqualTo(new Claimed.Ready(COPY));
        pass(TWO_DAYS);
        assertThat(claim(key, boot())).isPresent();
    }

    @Test
    default void aDeadWorkersUploadIsTakenOver() {
        var key = key(project());
        var boot = boot();
        var upload = claim(key, boot).orElseThrow();
        bury(boot);

        var second = claim(key, boot());

        assertThat(second).isPresent().isNotEqualTo(Optional.of(upload));
        assertThat(copies().touch(upload)).isFalse();
        assertThat(copies().complete(upload, COPY, TWO_DAYS)).isFalse();
        copies().abandon(upload);
        assertThat(copies().claim(key, boot())).isEqualTo(new Claimed.Busy());
    }

    @Test
    default void aSilentUploadIsTakenOverAndOneThatGoesOnIsNot() {
        var key = key(project());
        var upload = uploading(key);
        pass(LONG);
        assertThat(copies().touch(upload)).isTrue();
        assertThat(copies().claim(key, boot())).isEqualTo(new Claimed.Busy());

        pass(LONG);

        assertThat(claim(key, boot())).isPresent();
    }

    @Test
    default void anUploadThatCameToNothingLeavesRoomForTheNext() {
        var key = key(project());
        copies().abandon(uploading(key));

        assertThat(claim(key, boot())).isPresent();
    }

    @Test
    default void aCopyThatVanishedIsForgotten() {
        var key = copied();
        copies().forget(project(), COPY);
        assertThat(copies().claim(key, boot())).isEqualTo(new Claimed.Ready(COPY));

        copies().forget(key.project(), COPY);

        assertThat(claim(key, boot())).isPresent();
    }

    @Test
    default void copiesOfContentsInUseStay() {
        use(CONTENT, true);
        copied();

        assertThat(copies().takeUnused(10)).isEmpty();
    }

    @Test
    default void copiesOfContentsThatNobodyUsesLeave() {
        var key = copied();

        var leaving = copies().takeUnused(10);

        assertThat(leaving)
                .singleElement()
                .matches(copy -> copy.project().equals(key.project()))
                .matches(copy -> copy.name().equals(COPY.name()));
        copies().gone(leaving.getFirst());
        pass(LONG);
        assertThat(copies().takeUnused(10)).isEmpty();
    }

    @Test
    default void aDeletionThatFailsIsTriedThrice() {
        copied();

        assertThat(copies().takeUnused(10)).hasSize(1);
        assertThat(copies().takeUnused(10)).as("not at once").isEmpty();
        pass(LONG);
        assertThat(copies().takeUnused(10)).hasSize(1);
        pass(LONG);
        assertThat(copies().takeUnused(10)).hasSize(1);
        pass(LONG);
        assertThat(copies().takeUnused(10)).isEmpty();
    }

    @Test
    default void whoNeedsACopyThatIsLeavingMakesANewOne() {
        var key = copied();
        Leaving leaving = copies().takeUnused(10).getFirst();

        var upload = claim(key, boot());

        assertThat(upload).isPresent();
        copies().gone(leaving);
        assertThat(copies().complete(upload.get(), COPY, TWO_DAYS)).isTrue();
    }

    @Test
    default void whatExpiredAndUploadsThatNobodyWantsAreForgotten() {
        use(CONTENT, true);
        copied();
        uploading(key(project()));
        assertThat(copies().removeExpired()).isZero();

        pass(TWO_DAYS);
        assertThat(copies().removeExpired()).isOne();
        use(CONTENT, false);
        assertThat(copies().removeExpired()).isOne();
    }
}
