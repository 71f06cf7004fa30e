package io.ssalmuk.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.pool.Actor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link ClientKeys} does. */
public interface ClientKeysContract {

    Actor ACTOR = new Actor("a test", "here");

    ClientKeys keys();

    private List<IssuedKey> issue(String... names) {
        return keys().issue(Stream.of(names).map(ClientTerms::usual).toList(), ACTOR);
    }

    private Optional<Client> activate(ClientId id, boolean active) {
        return keys().change(id, client -> client.activated(active), ACTOR);
    }

    @Test
    default void aKeyOpensTheDoorForItsClient() {
        var issued = issue("shop").getFirst();

        assertThat(keys().holder(issued.secret().hash())).contains(issued.client());
        assertThat(issued.client().terms().name()).isEqualTo("shop");
        assertThat(issued.client().active()).isTrue();
    }

    @Test
    default void aKeyThatWasNeverIssuedIsNobodys() {
        assertThat(keys().holder(new ClientSecret("sk-ssal-made-up").hash())).isEmpty();
    }

    @Test
    default void severalKeysAreAllDifferent() {
        var issued = issue("a", "a", "b");

        assertThat(issued).extracting(key -> key.client().id()).doesNotHaveDuplicates().hasSize(3);
        assertThat(issued).extracting(key -> key.secret().reveal()).doesNotHaveDuplicates();
        assertThat(issued)
                .extracting(key -> key.client().terms().name())
                .containsExactly("a", "a", "b");
    }

    @Test
    default void aClientThatIsShutOutIsNobodyUntilItIsLetInAgain() {
        var issued = issue("shop").getFirst();
        var id = issued.client().id();

        assertThat(activate(id, false).orElseThrow().active()).isFalse();
        assertThat(keys().holder(issued.secret().hash())).isEmpty();

        assertThat(activate(id, true).orElseThrow().active()).isTrue();
        assertThat(keys().holder(issued.secret().hash())).contains(issued.client());
    }

    @Test
    default void aClientThatIsNotThereCannotBeChanged() {
        assertThat(activate(new ClientId(UUID.randomUUID()), true)).isEmpty();
    }

    @Test
    default void everybodyIsListedOldestFirst() {
        var first = issue("first").getFirst().client();
        var second = issue("second").getFirst().client();
        activate(first.id(), false);

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
        var issued = issue("shop").getFirst();

        assertThat(keys().list()).contains(issued.client());
        assertThat(issued.secret().reveal()).startsWith(issued.client().hint());
    }

    @Test
    default void everythingThatIsSaidOfAClientIsKept() {
        var limits = new ClientLimits(60, 5, 1_000, 5_000_000_000L);
        var terms =
                new ClientTerms(
                        "shop",
                        "ada@example.com",
                        Instant.parse("2199-01-01T00:00:00Z"),
                        Set.of(Scope.FILES, Scope.ADMIN_READ),
                        7,
                        limits);
        var issued = keys().issue(List.of(terms), ACTOR).getFirst();
        assertThat(keys().holder(issued.secret().hash())).contains(issued.client());
        assertThat(issued.client().terms()).isEqualTo(terms);

        var other = new ClientTerms("shop 2", "", null, Set.of(), 1, ClientLimits.NONE);
        keys().change(issued.client().id(), client -> client.on(other), ACTOR);

        assertThat(keys().holder(issued.secret().hash()).orElseThrow().terms()).isEqualTo(other);
    }

    @Test
    default void aKeyOpensNothingFromTheMomentThatItExpires() {
        var issued = issue("shop").getFirst();
        var terms = issued.client().terms();
        var past =
                new ClientTerms(
                        terms.name(),
                        terms.owner(),
                        Instant.EPOCH,
                        terms.scopes(),
                        terms.weight(),
                        terms.limits());

        keys().change(issued.client().id(), client -> client.on(past), ACTOR);

        assertThat(keys().holder(issued.secret().hash())).isEmpty();
        assertThat(issued.client().mayEnter(Instant.EPOCH)).isTrue();
    }

    @Test
    default void theLastUseIsKeptWhateverIsToldLater() {
        var issued = issue("shop").getFirst();
        var id = issued.client().id();
        var late = Instant.parse("2026-07-01T12:00:00Z");

        keys().used(Map.of(id, late));
        keys().used(Map.of(id, late.minusSeconds(60), new ClientId(UUID.randomUUID()), late));

        assertThat(keys().holder(issued.secret().hash()).orElseThrow().lastUsedAt())
                .isEqualTo(late);
    }
}
