package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.client;
import static io.ssalmuk.job.JobRequests.job;
import static io.ssalmuk.job.JobRequests.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link JobIntake} heeds {@link IdempotencyKeys}. */
public interface IdempotencyContract {

    ContentHash ASKED = new ContentHash("ab".repeat(32));

    JobStore store();

    @Test
    default void aKeyMakesOneJob() {
        var owner = client();
        var first = keyed(owner, "key", ASKED);
        var again = keyed(owner, "key", ASKED);

        assertThat(store().intake().accept(List.of(first))).hasSize(1);
        assertThat(store().intake().accept(List.of(again))).isEmpty();

        assertThat(store().keys().find(owner, "key"))
                .contains(new IdempotencyKeys.Use(first.id(), ASKED));
        assertThat(store().jobs().find(again.id(), owner)).isEmpty();
    }

    @Test
    default void aKeyIsItsClientsOwn() {
        var one = keyed(client(), "key", ASKED);
        var other = keyed(client(), "key", ASKED);

        assertThat(store().intake().accept(List.of(one, other))).hasSize(2);
        assertThat(store().keys().find(client(), "key")).isEmpty();
    }

    @Test
    default void ofTwoWithOneKeyInABatchOneIsAccepted() {
        var owner = client();
        var plain = job(owner);
        var one = keyed(owner, "key", ASKED);
        var other = keyed(owner, "key", ASKED);

        var accepted = store().intake().accept(List.of(one, plain, other));

        assertThat(accepted).hasSize(2).extracting(Accepted::id).contains(plain.id());
        assertThat(store().keys().find(owner, "key").orElseThrow().job())
                .isIn(accepted.stream().map(Accepted::id).toList());
    }

    @Test
    default void aKeyOfABatchThatIsRefusedIsFree() {
        var owner = client();
        var known = job(owner);
        store().intake().accept(List.of(known));

        assertThatThrownBy(
                        () -> store().intake().accept(List.of(keyed(owner, "key", ASKED), known)))
                .isInstanceOf(RuntimeException.class);

        assertThat(store().intake().accept(List.of(keyed(owner, "key", ASKED)))).hasSize(1);
    }

    @Test
    default void oldKeysAreForgottenAFewAtATime() {
        var owner = client();
        var all = IntStream.range(0, 3).mapToObj(n -> keyed(owner, "old" + n, ASKED)).toList();
        store().intake().accept(all);
        store().pass(Duration.ofHours(25));
        store().intake().accept(List.of(keyed(owner, "new", ASKED)));

        assertThat(store().keys().forget(Duration.ofHours(24), 2)).isEqualTo(2);
        assertThat(store().keys().forget(Duration.ofHours(24), 2)).isEqualTo(1);
        assertThat(store().keys().find(owner, "new")).isPresent();
        assertThat(store().intake().accept(List.of(keyed(owner, "old1", ASKED)))).hasSize(1);
    }

    /** In every order of their keys: two statements must not wait for each other. */
    @ConcurrentTest
    default void intakesThatRaceWithTheSameKeysMakeOneJobOfEach() {
        var owner = client();

        var accepted =
                Race.of(
                        8,
                        n -> {
                            var batch =
                                    IntStream.range(0, 20)
                                            .mapToObj(k -> "key" + (k * (2 * n + 1) + n) % 20)
                                            .map(key -> keyed(owner, key, ASKED))
                                            .toList();
                            return store().intake().accept(batch);
                        });

        var ids = accepted.stream().flatMap(Collection::stream).map(Accepted::id).toList();
        assertThat(IntStream.range(0, 20).mapToObj(k -> store().keys().find(owner, "key" + k)))
                .extracting(Optional::orElseThrow)
                .extracting(IdempotencyKeys.Use::job)
                .containsExactlyInAnyOrderElementsOf(ids);
    }
}
