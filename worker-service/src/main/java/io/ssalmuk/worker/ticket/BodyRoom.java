package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.RequestSizes;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many bytes of request bodies this worker has in memory at a time. Those who came first are
 * served first; a body that is larger than all the room has it for itself.
 */
@Component
final class BodyRoom {

    /** What is smaller goes in without asking: all that may be in hand come to little. */
    private static final long SMALL = 64 * 1024;

    private static final long UNIT = 1024;

    /** While it is read, a body may be in memory as two hexadecimal digits per byte as well. */
    private static final int WHILE_READ = 3;

    private final RequestSizes sizes;
    private final int all;
    private final Semaphore room;

    BodyRoom(RequestSizes sizes, FlowProperties properties) {
        this.sizes = sizes;
        this.all = Math.clamp(properties.bytes().toBytes() / UNIT, 1, Integer.MAX_VALUE);
        this.room = new Semaphore(all, true);
    }

    /** How large a job's body is. */
    long bytes(JobId job) {
        return sizes.bytes(job);
    }

    /** Waits until there is room to read so much. */
    Stay enter(long bytes) throws InterruptedException {
        if (bytes <= SMALL) {
            return new Stay(0, 0); // Even nothing would be waited for behind those who want more.
        }
        int reading = units(WHILE_READ * bytes);
        room.acquire(reading);
        return new Stay(reading, units(bytes));
    }

    private int units(long bytes) {
        return (int) Math.min(bytes / UNIT + 1, all);
    }

    /** Room that one body takes up. */
    final class Stay implements AutoCloseable {

        private final AtomicInteger held;
        private final int read;

        private Stay(int reading, int read) {
            this.held = new AtomicInteger(reading);
            this.read = read;
        }

        /** It has been read: less is needed from here on. */
        void read() {
            release(read);
        }

        @Override
        public void close() {
            release(0);
        }

        private void release(int rest) {
            int before = held.getAndUpdate(now -> Math.min(now, rest));
            room.release(Math.max(0, before - rest));
        }
    }
}
