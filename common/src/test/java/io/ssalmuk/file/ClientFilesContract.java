package io.ssalmuk.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.file.Contents.Collected;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ClientFiles} does, together with its {@link Contents}. */
public interface ClientFilesContract {

    ClientId OWNER = new ClientId(new UUID(1, 1));
    ClientId OTHER = new ClientId(new UUID(2, 2));

    FileStore store();

    ClientFiles files();

    Contents contents();

    default UploadedFile upload(ClientId owner, String name, String text) {
        try (var draft = store().receive(FileStoreContract.stream(text))) {
            return files().add(owner, name, "text/plain", draft);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void aFileIsItsOwnersToSee() {
        var file = upload(OWNER, "a.txt", "hello");

        assertThat(files().find(OWNER, file.id())).contains(file);
        assertThat(file.name()).isEqualTo("a.txt");
        assertThat(file.size()).isEqualTo(5);
        assertThat(files().find(OTHER, file.id())).isEmpty();
        assertThat(files().find(OWNER, FileId.next())).isEmpty();
    }

    @Test
    default void severalAreFoundAtOnceAndOthersAreNot() {
        var one = upload(OWNER, "1", "one");
        var two = upload(OWNER, "2", "two");
        var foreign = upload(OTHER, "3", "three");

        assertThat(files().find(OWNER, List.of(one.id(), two.id(), foreign.id(), FileId.next())))
                .containsOnlyKeys(one.id(), two.id());
        assertThat(files().find(OWNER, List.of())).isEmpty();
    }

    @Test
    default void filesAreListedFromTheNewestOn() {
        var all = IntStream.range(0, 5).mapToObj(n -> upload(OWNER, "f" + n, "x" + n)).toList();
        upload(OTHER, "foreign", "foreign");

        var first = files().list(OWNER, Optional.empty(), 2);
        var rest = files().list(OWNER, Optional.of(first.getLast().id()), 10);

        assertThat(first).containsExactly(all.get(4), all.get(3));
        assertThat(rest).containsExactly(all.get(2), all.get(1), all.get(0));
    }

    @Test
    default void onlyItsOwnerDeletesAFile() {
        var file = upload(OWNER, "a", "hello");

        assertThat(files().delete(OTHER, file.id())).isEmpty();
        assertThat(files().delete(OWNER, file.id())).contains(file.hash());
        assertThat(files().delete(OWNER, file.id())).isEmpty();
        assertThat(files().find(OWNER, file.id())).isEmpty();
    }

    @Test
    default void aContentStaysWhileAnybodyHasIt() {
        var mine = upload(OWNER, "a", "hello");
        var yours = upload(OTHER, "b", "hello");
        files().delete(OWNER, mine.id());

        assertThat(contents().collect(mine.hash())).isEqualTo(Collected.IN_USE);
        assertThat(store().holds(mine.hash())).isTrue();

        files().delete(OTHER, yours.id());
        assertThat(contents().collect(mine.hash())).isEqualTo(Collected.GONE);
        assertThat(store().holds(mine.hash())).isFalse();
    }

    @Test
    default void aContentThatWasDeletedCanComeAgain() {
        var file = upload(OWNER, "a", "hello");
        files().delete(OWNER, file.id());
        contents().collect(file.hash());

        var again = upload(OWNER, "a", "hello");

        assertThat(store().holds(again.hash())).isTrue();
        assertThat(contents().collect(again.hash())).isEqualTo(Collected.IN_USE);
    }

    @Test
    default void contentsThatNobodyUsesAreFound() {
        var kept = upload(OWNER, "kept", "kept");
        var gone = upload(OWNER, "gone", "gone");
        files().delete(OWNER, gone.id());

        assertThat(contents().collectUnused()).isOne();

        assertThat(store().holds(kept.hash())).isTrue();
        assertThat(store().holds(gone.hash())).isFalse();
        assertThat(contents().collectUnused()).isZero();
    }

    @Test
    default void whatACrashLeftInTheStoreIsRemoved() throws IOException {
        var known = upload(OWNER, "known", "known");
        ContentHash stray;
        try (var draft = store().receive(FileStoreContract.stream("stray"))) {
            store().keep(draft);
            stray = draft.hash();
        }

        assertThat(contents().removeStrays(Duration.ofHours(1))).isZero();
        assertThat(contents().removeStrays(Duration.ZERO)).isOne();

        assertThat(store().holds(stray)).isFalse();
        assertThat(store().holds(known.hash())).isTrue();
        assertThat(upload(OWNER, "again", "stray").hash()).isEqualTo(stray);
        assertThat(store().holds(stray)).isTrue();
    }
}
