package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.webhook.Deliveries.Room;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LanesTest {

    private static final String ONE = "client-1/one";
    private static final String TWO = "client-2/two";

    private final Lanes lanes = new Lanes(4, 16);

    @Test
    void aLaneHasItsRoomAndNoMore() {
        lanes.mark(List.of(ONE));
        var room = lanes.take().getFirst();
        assertThat(room).isEqualTo(new Room(ONE, 4));

        lanes.took(room, 4);

        assertThat(lanes.take()).isEmpty();
        assertThat(lanes.done(ONE, true)).isTrue();
        assertThat(lanes.take()).containsExactly(new Room(ONE, 1));
    }

    @Test
    void aLaneThatGaveLessThanItMightIsEmptyUntilItIsMarkedAgain() {
        lanes.mark(List.of(ONE));
        lanes.took(lanes.take().getFirst(), 1);

        assertThat(lanes.done(ONE, true)).isFalse();
        assertThat(lanes.take()).isEmpty();
        assertThat(lanes.inFlight()).isZero();

        lanes.mark(List.of(ONE));
        assertThat(lanes.take()).containsExactly(new Room(ONE, 4));
    }

    @Test
    void aMarkDuringAClaimIsNotLost() {
        lanes.mark(List.of(ONE));
        var room = lanes.take().getFirst();
        lanes.mark(List.of(ONE));
        lanes.took(room, 0);

        assertThat(lanes.take()).containsExactly(new Room(ONE, 4));
    }

    @Test
    void aFullLaneTakesNothingFromAnother() {
        lanes.mark(List.of(ONE));
        lanes.took(lanes.take().getFirst(), 4);
        lanes.mark(List.of(TWO));

        assertThat(lanes.take()).containsExactly(new Room(TWO, 4));
    }

    @Test
    void noClientHasMoreThanHalf() {
        lanes.mark(IntStream.range(0, 9).mapToObj(n -> "client/" + n).toList());
        var rooms = lanes.take();
        while (true) {
            rooms.forEach(room -> lanes.took(room, room.most()));
            rooms = lanes.take();
            if (rooms.isEmpty()) {
                break;
            }
        }

        assertThat(lanes.inFlight()).isEqualTo(8);
        lanes.mark(List.of(TWO));
        assertThat(lanes.take()).hasSize(1);
    }

    @Test
    void manyLanesAreServedAtOnce() {
        lanes.mark(IntStream.range(0, 16).mapToObj(n -> "client-" + n + "/x").toList());

        assertThat(lanes.take()).hasSize(16).allMatch(room -> room.most() == 1);
    }

    @Test
    void oneThatOnlyFailsIsOnlyTriedUntilItIsWell() {
        for (int n = 0; n < 10; n++) {
            lanes.mark(List.of(ONE));
            lanes.took(lanes.take().getFirst(), 1);
            lanes.done(ONE, false);
        }

        lanes.mark(List.of(ONE));
        var room = lanes.take().getFirst();
        assertThat(room.most()).isEqualTo(2);
        lanes.took(room, 1);
        lanes.done(ONE, true);
        lanes.mark(List.of(ONE));
        assertThat(lanes.take()).containsExactly(new Room(ONE, 4));
    }
}
