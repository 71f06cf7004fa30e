package io.ssalmuk.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every {@link KeyRingStore} does. */
public interface KeyRingStoreContract {

    KeyRingStore store();

    @Test
    default void atFirstThereIsNoRing() {
        assertThat(store().find()).isEmpty();
    }

    @Test
    default void theFirstRingStays() {
        store().findOrStore(ring("first"));

        assertThat(name(store().findOrStore(ring("second")))).isEqualTo("first");
        assertThat(store().find().map(KeyRingStoreContract::name)).contains("first");
    }

    @ConcurrentTest
    default void processesThatStartTogetherEndUpWithOneRing() {
        var found = Race.of(8, n -> name(store().findOrStore(ring("ring " + n))));

        assertThat(found).containsOnly(found.getFirst());
    }

    private static StoredKeyRing ring(String name) {
        var bytes = name.getBytes(StandardCharsets.UTF_8);
        return new StoredKeyRing(bytes, bytes);
    }

    private static String name(StoredKeyRing ring) {
        assertThat(ring.privateKeyset()).isEqualTo(ring.publicKeyset());
        return new String(ring.publicKeyset(), StandardCharsets.UTF_8);
    }

    @Test
    default void aRingIsReplacedOnlyWhileItIsTheOneThatIsStored() {
        var stored = store().findOrStore(ring("first"));
        var next = ring("next");

        assertThat(store().replace(stored, next)).isTrue();
        assertThat(store().replace(stored, ring("late"))).isFalse();

        assertThat(store().find().map(KeyRingStoreContract::name)).contains("next");
    }
}
