package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@Timeout(30)
class BodyRoomTest {

    private static final long MB = 1024 * 1024;

    private final BodyRoom room =
            new BodyRoom(_ -> 7, new FlowProperties(1, Duration.ZERO, DataSize.ofMegabytes(10)));

    private CompletableFuture<BodyRoom.Stay> entering(long bytes) {
        var entered = new CompletableFuture<BodyRoom.Stay>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        entered.complete(room.enter(bytes));
                    } catch (InterruptedException e) {
                        entered.completeExceptionally(e);
                    }
                });
        return entered;
    }

    @Test
    void bodiesThatDoNotFitWait() throws InterruptedException {
        var first = room.enter(2 * MB);

        var second = entering(2 * MB);

        assertThat(second).isNotDone();
        first.close();
        first.close();
        second.join().close();
    }

    @Test
    void aBodyThatHasBeenReadTakesUpLess() throws InterruptedException {
        try (var first = room.enter(2 * MB)) {
            first.read();

            room.enter(2 * MB).close();
        }
    }

    @Test
    void aBodyThatIsLargerThanAllTheRoomHasItAlone() throws InterruptedException {
        var first = room.enter(32 * MB);
        first.read();

        var second = entering(32 * MB);

        assertThat(second).isNotDone();
        first.close();
        second.join().close();
    }

    @Test
    void smallBodiesPassThoseThatWait() throws InterruptedException {
        var large = room.enter(32 * MB);
        var waiting = entering(32 * MB);

        room.enter(2000).close();

        assertThat(waiting).isNotDone();
        large.close();
        waiting.join().close();
    }

    @Test
    void allOfTheRoomComesBack() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            try (var stay = room.enter(3 * MB)) {
                stay.read();
                stay.read();
            }
        }
        room.enter(32 * MB).close();
    }
}
