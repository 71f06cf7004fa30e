package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RoomSignalTest {

    private final Semaphore sent = new Semaphore(0);
    private final RoomSignal room = new RoomSignal(sent::release);

    @Test
    void manyAtOnceAreToldOfInOneSignal() {
        for (int n = 0; n < 100; n++) {
            room.cameFree();
        }
        sent.acquireUninterruptibly();
        assertThat(sent.availablePermits()).isLessThan(10);
    }

    @Test
    void whatComesLaterIsToldOfAgain() {
        room.cameFree();
        sent.acquireUninterruptibly();
        room.cameFree();
        sent.acquireUninterruptibly();
    }
}
