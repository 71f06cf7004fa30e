package io.ssalmuk.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.api.MutableClock;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.ConcurrentTest;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link ClientMeters} does. */
public interface ClientMetersContract {

    MutableClock clock();

    /** As a process of its own sees it; each call is another process. */
    ClientMeters meters();

    @Test
    default void aWindowGivesItsLimitAndNoMore() {
        var meters = meters();
        var client = Fixtures.client();

        assertThat(meters.take(client, Window.MINUTE, 2)).hasValue(1);
        assertThat(meters.take(client, Window.MINUTE, 2)).hasValue(0);
        assertThat(meters.take(client, Window.MINUTE, 2)).isEmpty();
        assertThat(meters.take(client, Window.MINUTE, 2)).isEmpty();
    }

    @Test
    default void theNextWindowIsWholeAndNothingComesInBefore() {
        var meters = meters();
        var client = Fixtures.client();
        take(meters, client, 10);
        // The clock stands at the beginning of a minute, to within a second.
        clock().advance(Duration.ofSeconds(58));
        assertThat(meters.take(client, Window.MINUTE, 10)).isEmpty();

        clock().advance(Duration.ofSeconds(2));

        assertThat(take(meters, client, 10)).isEqualTo(10);
        assertThat(meters.take(client, Window.MINUTE, 10)).isEmpty();
    }

    @Test
    default void minutesThatNobodyUsedAreNotSaved() {
        var meters = meters();
        var client = Fixtures.client();
        take(meters, client, 3);

        clock().advance(Duration.ofHours(5));

        assertThat(take(meters, client, 3)).isEqualTo(3);
        assertThat(meters.take(client, Window.MINUTE, 3)).isEmpty();
    }

    @Test
    default void clientsAndWindowsAreCountedEachByItself() {
        var meters = meters();
        var client = Fixtures.client();
        take(meters, client, 1);

        assertThat(meters.take(client, Window.DAY, 1)).hasValue(0);
        assertThat(meters.take(Fixtures.client(), Window.MINUTE, 1)).hasValue(0);
    }

    @Test
    default void whatIsGivenBackCanBeTakenAgain() {
        var meters = meters();
        var client = Fixtures.client();
        meters.take(client, Window.DAY, 1);
        assertThat(meters.take(client, Window.DAY, 1)).isEmpty();

        meters.giveBack(client, Window.DAY, 1);

        assertThat(meters.take(client, Window.DAY, 1)).hasValue(0);
        assertThat(meters.take(client, Window.DAY, 1)).isEmpty();
    }

    @Test
    default void aHigherLimitHoldsAtOnceAndWhatWasUsedStaysUsed() {
        var one = meters();
        var other = meters();
        var client = Fixtures.client();
        for (int n = 0; n < 3; n++) {
            one.take(client, Window.MINUTE, 5);
        }

        assertThat(other.take(client, Window.MINUTE, 10)).hasValue(6);
        assertThat(one.take(client, Window.MINUTE, 10)).hasValue(5);
    }

    @Test
    default void afterALowerLimitNoMoreThanThatAreLetIn() {
        var meters = meters();
        var client = Fixtures.client();
        meters.take(client, Window.MINUTE, 10);

        int passed = 0;
        for (int n = 0; n < 5; n++) {
            passed += meters.take(client, Window.MINUTE, 2).isPresent() ? 1 : 0;
        }

        assertThat(passed).isLessThanOrEqualTo(2);
    }

    @ConcurrentTest
    default void threeProcessesTogetherLetInWhatOneWould() throws Exception {
        var client = Fixtures.client();
        var processes = IntStream.range(0, 3).mapToObj(_ -> meters()).toList();

        long passed = passed(300, n -> processes.get(n % 3).take(client, Window.MINUTE, 100));

        assertThat(passed).isEqualTo(100);
    }

    @ConcurrentTest
    default void whoeverAsksFirstIsCountedHoweverManyAskAtOnce() throws Exception {
        var meters = meters();
        for (int n = 0; n < 10; n++) {
            var client = Fixtures.client();
            assertThat(passed(20, _ -> meters.take(client, Window.MINUTE, 100))).isEqualTo(20);
        }
    }

    /** How many of so many who ask at once are let in; none may fail. */
    static long passed(int times, IntFunction<OptionalLong> ask)
            throws InterruptedException, ExecutionException {
        long passed = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked =
                    IntStream.range(0, times)
                            .mapToObj(n -> threads.submit(() -> ask.apply(n)))
                            .toList();
            for (var one : asked) {
                passed += one.get().isPresent() ? 1 : 0;
            }
        }
        return passed;
    }

    private static int take(ClientMeters meters, ClientId client, int times) {
        return (int)
                IntStream.range(0, times)
                        .filter(_ -> meters.take(client, Window.MINUTE, times).isPresent())
                        .count();
    }
}
