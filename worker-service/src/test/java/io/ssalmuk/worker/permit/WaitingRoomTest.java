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
        assertThat(room.first(10)).containsExactly(hasty, first, second);
        assertThat(room.first(2)).containsExactly(hasty, first);
    }

    @Test
    void whoeverLeavesIsNotServed() {
        var first = bulk();
        var second = bulk();
        assertThat(room.remove(first)).isTrue();
        assertThat(room.remove(first)).isFalse();
        assertThat(room.first(10)).containsExactly(second);
    }

    @Test
    void everybodyCanBeSentAwayAtOnce() {
        var bulk = bulk();
        var interactive = interactive();
        assertThat(room.takeAll()).containsExactly(interactive, bulk);
        assertThat(room.isEmpty()).isTrue();
    }
}
