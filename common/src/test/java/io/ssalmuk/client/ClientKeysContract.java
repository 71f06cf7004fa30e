package io.ssalmuk.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link ClientKeys} does. */
public interface ClientKeysContract {

    ClientKeys keys();

    @Test
    default void aKeyOpensTheDoorForItsClient() {
        var issued = keys().issue(List.of("shop")).getFirst();

        assertThat(keys().holder(issued.secret().hash())).contains(issued.client().id());
        assertThat(issued.client().name()).isEqualTo("shop");
        assertThat(issued.client().active()).isTrue();
    }

    @Test
    default void aKeyThatWasNeverIssuedIsNobodys() {
        assertThat(keys().holder(new ClientSecret("sk-ssal-made-up").hash())).isEmpty();
    }

    @Test
    default void severalKeysAreAllDifferent() {
        var issued = keys().issue(List.of("a", "a", "b"));

        assertThat(issued).extracting(key -> key.client().id()).doesNotHaveDuplicates().hasSize(3);
        assertThat(issued).extracting(key -> key.secret().reveal()).doesNotHaveDuplicates();
        assertThat(issued).extracting(key -> key.client().name()).containsExactly("a", "a", "b");
    }

    @Test
    default void aClientThatIsShutOutIsNobodyUntilItIsLetInAgain() {
        var issued = keys().issue(List.of("shop")).getFirst();
        var id = issued.client().id();

        assertThat(keys().activate(id, false).orElseThrow().active()).isFalse();
        assertThat(keys().holder(issued.secret().hash())).isEmpty();

        assertThat(keys().activate(id, true).orElseThrow().active()).isTrue();
        assertThat(keys().holder(issued.secret().hash())).contains(id);
    }

    @Test
    default void aClientThatIsNotThereCannotBeChanged() {
        assertThat(keys().activate(new ClientId(UUID.randomUUID()), true)).isEmpty();
    }

    @Test
    default void everybodyIsListedOldestFirst() {
        var first = keys().issue(List.of("first")).getFirst().client();
        var second = keys().issue(List.of("second")).getFirst().client();
        keys().activate(first.id(), false);

        assertThat(keys().list())
                .extracting(Client::id)
                .containsSubsequence(first.id(), second.id());
        assertThat(keys().list())
                .filteredOn(client -> client.id().equals(first.id()))
                .extracting(Client::active)
                .containsExactly(false);
    }

    @Test
    default void whatIsListedIsWhatWasIssued() {
        var issued = keys().issue(List.of("shop")).getFirst();

        assertThat(keys().list()).contains(issued.client());
        assertThat(issued.secret().reveal()).startsWith(issued.client().hint());
    }
}
