package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Lane;
import io.ssalmuk.worker.fixture.Given;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private final WaitingRoom room = new WaitingRoom();

    private Waiter waiter(Lane lane, int units) {
        var waiter = new Waiter(Given.ticket(lane, units));
        room.add(waiter);
        return waiter;
    }

    private Waiter bulk() {
        return waiter(Lane.BULK, 1);
    }

    private Waiter interactive() {
        return waiter(Lane.INTERACTIVE, 1);
    }

    @Test
    void interactiveTicketsAreServedFirstAndOtherwiseTheOldest() {
        var first = bulk();
        var second = bulk();
        var hasty = interactive();
        assertThat(room.next()).contains(hasty);
        assertThat(room.take()).contains(hasty);
        assertThat(room.take()).contains(first);
        assertThat(room.take()).contains(second);
        assertThat(room.take()).isEmpty();
    }

    @Test
    void whoeverLeavesIsNotServed() {
        var first = bulk();
        var second = bulk();
        room.remove(first);
        assertThat(room.take()).contains(second);
        assertThat(room.isEmpty()).isTrue();
    }

    @Test
    void oneLeaseServesThoseThatCostTheSameUntilTheFirstThatDoesNot() {
        interactive();
        bulk();
        bulk();
        waiter(Lane.BULK, 7);
        bulk();
        assertThat(room.alike(10)).isEqualTo(3);
        assertThat(room.alike(2)).isEqualTo(2);
    }

    @Test
    void nobodyIsAlikeInAnEmptyRoom() {
        assertThat(room.alike(10)).isZero();
    }

    @Test
    void everybodyCanBeSentAwayAtOnce() {
        var bulk = bulk();
        var interactive = interactive();
        assertThat(room.takeAll()).containsExactly(interactive, bulk);
        assertThat(room.isEmpty()).isTrue();
    }
}
