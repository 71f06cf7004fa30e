package io.ssalmuk.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link FileStore} does. */
public interface FileStoreContract {

    /** SHA-256 of "hello". */
    ContentHash HELLO =
            new ContentHash("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");

    FileStore store();

    /** Makes everything in the store older by this much. */
    void age(Duration time);

    /** How many drafts and contents there are. */
    long things();

    static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private Draft draft(String text) {
        try {
            return store().receive(stream(text));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void keep(String text) {
        try (var draft = draft(text)) {
            store().keep(draft);
        }
    }

    @Test
    default void aContentIsKeptUnderItsHash() throws IOException {
        try (var draft = draft("hello")) {
            assertThat(draft.hash()).isEqualTo(HELLO);
            assertThat(draft.size()).isEqualTo(5);
            assertThat(draft.head()).asString().isEqualTo("hello");
            assertThat(store().holds(HELLO)).isFalse();

            store().keep(draft);
        }

        assertThat(store().holds(HELLO)).isTrue();
        try (var content = store().open(HELLO)) {
            assertThat(content.readAllBytes()).asString().isEqualTo("hello");
        }
    }

    @Test
    default void equalContentsAreThereOnce() {
        keep("hello");
        keep("hello");

        assertThat(things()).isOne();
    }

    @Test
    default void aDraftThatIsNotKeptLeavesNothing() {
        draft("hello").close();

        assertThat(things()).isZero();
    }

    @Test
    default void aStreamThatBreaksLeavesNothing() {
        var broken = new BrokenStream();

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> store().receive(broken))
                .withMessage("broken");
        assertThat(things()).isZero();
    }

    @Test
    default void onlyTheHeadOfALongContentIsRemembered() {
        try (var draft = draft("x".repeat(100_000))) {
            assertThat(draft.size()).isEqualTo(100_000);
            assertThat(draft.head()).hasSize(8 * 1024);
        }
    }

    @Test
    default void aDeletedContentIsGone() {
        keep("hello");

        store().delete(HELLO);
        store().delete(HELLO);

        assertThat(store().holds(HELLO)).isFalse();
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> store().open(HELLO));
        assertThat(things()).isZero();
    }

    @Test
    default void contentsAreFoundByTheirAge() {
        keep("hello");
        assertThat(store().olderThan(Duration.ofHours(1))).isEmpty();

        age(Duration.ofHours(2));
        keep("world");

        assertThat(store().olderThan(Duration.ofHours(1))).containsExactly(HELLO);
    }

    @Test
    default void onlyOldDraftsAreRemoved() {
        var old = draft("hello");
        age(Duration.ofHours(2));
        var young = draft("world");

        assertThat(store().removeDrafts(Duration.ofHours(1))).isOne();

        store().keep(young);
        young.close();
        old.close();
        assertThat(things()).isOne();
    }

    /** A client that goes away in the middle. */
    final class BrokenStream extends InputStream {

        @Override
        public int read() throws IOException {
            throw new IOException("broken");
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            if (length > 0 && bytes[from] == 0) {
                bytes[from] = 1;
                return 1;
            }
            throw new IOException("broken");
        }
    }
}
