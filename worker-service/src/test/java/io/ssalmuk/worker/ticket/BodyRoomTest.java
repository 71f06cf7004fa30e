package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.unit.DataSize;

@Timeout(30)
class BodyRoomTest {

    private static final long MB = 1024 * 1024;

    private static BodyRoom room(long bytes, long bodies) {
        return new BodyRoom(
                _ -> bodies, new FlowProperties(1, Duration.ZERO, DataSize.ofBytes(bytes)));
    }

    private static CompletableFuture<Void> entering(BodyRoom room, int units) {
        var entered = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .start(() -> {
                    try {
                        room.enter(units);
                        entered.complete(null);
                    } catch (InterruptedException e) {
                        entered.completeExceptionally(e);
                    }
                });
        return entered;
    }

    @Test
    void bodiesThatDoNotFitWait() throws InterruptedException {
        var room = room(10 * MB, 4 * MB);
        int units = room.needed(JobId.next());
        room.enter(units);
        room.enter(units);

        var third = entering(room, units);

        assertThat(third).isNotDone();
        room.leave(units);
        third.join();
    }

    @Test
    void aBodyThatIsLargerThanAllTheRoomHasItAlone() throws InterruptedException {
        var room = room(10 * MB, 32 * MB);
        int units = room.needed(JobId.next());
        room.enter(units);

        var second = entering(room, units);

        assertThat(second).isNotDone();
        room.leave(units);
        second.join();
    }

    @Test
    void smallBodiesPassThoseThatWait() throws InterruptedException {
        var room = room(10 * MB, 10 * MB);
        int large = room.needed(JobId.next());
        room.enter(large);
        var waiting = entering(room, large);

        int small = room(10 * MB, 2000).needed(JobId.next());
        room.enter(small);
        room.leave(small);

        assertThat(small).isZero();
        assertThat(waiting).isNotDone();
    }
}
