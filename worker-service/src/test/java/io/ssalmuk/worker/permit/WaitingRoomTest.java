package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.worker.fixture.Given;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private static final ClientId ONE = new ClientId(new UUID(0, 1));
    private static final ClientId OTHER = new ClientId(new UUID(0, 2));

    private final WaitingRoom room = new WaitingRoom();

    private Waiter waiter(Lane lane, int units) {
        return added(new Waiter(Given.ticket(lane, units), 1));
    }

    private Waiter added(Waiter waiter) {
        room.add(waiter);
        return waiter;
    }

    private Waiter bulk() {
        return waiter(Lane.BULK, 1);
    }

    private Waiter interactive() {
        return waiter(Lane.INTERACTIVE, 1);
    }

    private Waiter of(ClientId client, int weight) {
        return added(new Waiter(Given.of(client), weight));
    }

    private List<Waiter> many(ClientId client) {
        return Stream.generate(() -> of(client, 1)).limit(50).toList();
    }

    private Waiter served() {
        var next = room.first(1).getFirst();
        assertThat(room.serve(next)).isTrue();
        return next;
    }

    @Test
    void interactiveTicketsAreServedFirstAndOtherwiseTheOldest() {
        var first = bulk();
        var second = bulk();
        var hasty = interactive();
        assertThat(room.first(10)).containsExactly(hasty, first, second);
        assertThat(room.first(2)).containsExactly(hasty, first);
        assertThat(room.size()).isEqualTo(3);
    }

    @Test
    void whoeverLeavesIsNotServed() {
        var first = bulk();
        var second = bulk();
        assertThat(room.remove(first)).isTrue();
        assertThat(room.remove(first)).isFalse();
        assertThat(room.serve(first)).isFalse();
        assertThat(room.first(10)).containsExactly(second);
    }

    @Test
    void everybodyCanBeSentAwayAtOnce() {
        var bulk = bulk();
        var interactive = interactive();
        assertThat(room.takeAll()).containsExactly(interactive, bulk);
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void aNewcomerIsAmongTheFirst() {
        many(ONE);
        IntStream.range(0, 20).forEach(_ -> served());
        var newcomer = of(OTHER, 1);
        assertThat(room.first(2)).contains(newcomer);
    }

    @Test
    void clientsAreServedInTurnAndEachInItsOrder() {
        var one = many(ONE);
        var other = many(OTHER);
        assertThat(room.first(4))
                .containsExactly(one.get(0), other.get(0), one.get(1), other.get(1));
    }

    @Test
    void whoComesBackDoesNotOvertakeWhoStayed() {
        many(ONE);
        var firsts = new HashMap<ClientId, Integer>();
        for (int n = 0; n < 20; n++) {
            if (room.first(100).stream().noneMatch(waiter -> isOf(waiter, OTHER))) {
                of(OTHER, 1);
            }
            firsts.merge(served().ticket().client().orElseThrow(), 1, Integer::sum);
        }
        assertThat(firsts.get(OTHER)).isBetween(9, 11);
    }

    private static boolean isOf(Waiter waiter, ClientId client) {
        return waiter.ticket().client().orElseThrow().equals(client);
    }

    @Test
    void nobodySavesUpForLater() {
        many(ONE);
        IntStream.range(0, 30).forEach(_ -> served());
        many(OTHER);
        var next = Stream.generate(this::served).limit(20).toList();
        assertThat(next).filteredOn(waiter -> isOf(waiter, ONE)).hasSizeBetween(9, 11);
    }

    @Test
    void nobodyIsOwedWhatOthersWereAlreadyAboutToGet() {
        many(ONE);
        var next = room.first(30);
        many(OTHER);
        next.forEach(waiter -> assertThat(room.serve(waiter)).isTrue());

        var shared = Stream.generate(this::served).limit(20).toList();
        assertThat(shared).filteredOn(waiter -> isOf(waiter, ONE)).hasSizeBetween(9, 11);
    }

    @Test
    void sharesAreAsTheWeights() {
        var served = new HashMap<ClientId, Integer>();
        of(ONE, 1);
        of(OTHER, 3);
        for (int n = 0; n < 1_000; n++) {
            var client = served().ticket().client().orElseThrow();
            served.merge(client, 1, Integer::sum);
            of(client, client.equals(ONE) ? 1 : 3);
        }
        assertThat(served).hasEntrySatisfying(ONE, n -> assertThat(n).isCloseTo(250, within(3)));
        assertThat(served).hasEntrySatisfying(OTHER, n -> assertThat(n).isCloseTo(750, within(3)));
    }

    @Test
    void aCallOfManyRequestsCountsAsMany() {
        var one = many(ONE);
        var client = Given.of(OTHER);
        var dear = new Waiter(new Ticket(client.job(), client.line(), 10, 1, client.client()), 1);
        room.add(dear);
        many(OTHER);
        assertThat(room.first(12)).startsWith(one.get(0), dear).endsWith(one.get(9), one.get(10));
    }

    @Test
    void bulkIsNotStarvedByThoseWhoWaitForAnswers() {
        bulk();
        int bulks = 0;
        for (int n = 0; n < 100; n++) {
            interactive();
            if (served().ticket().line().lane() == Lane.BULK) {
                bulks++;
                bulk();
            }
        }
        assertThat(bulks).isEqualTo(5);
    }

    /** What is kept free for interactive calls is never free for bulk. */
    @Test
    void whatIsKeptFromBulkDoesNotKeepTheOthersWaiting() {
        bulk();
        IntStream.range(0, 19).forEach(_ -> interactive());
        IntStream.range(0, 19).forEach(_ -> served());
        var urgent = interactive();
        assertThat(room.first(2).getLast()).isEqualTo(urgent);
        assertThat(room.first(2).getFirst()).isEqualTo(urgent);
    }
}
