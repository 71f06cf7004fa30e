package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.RequestSizes;
import java.util.concurrent.Semaphore;
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

    private final RequestSizes sizes;
    private final int all;
    private final Semaphore room;

    BodyRoom(RequestSizes sizes, FlowProperties properties) {
        this.sizes = sizes;
        this.all = Math.clamp(properties.bytes().toBytes() / UNIT, 1, Integer.MAX_VALUE);
        this.room = new Semaphore(all, true);
    }

    /** How much room a job needs. */
    int needed(JobId job) {
        long bytes = sizes.bytes(job);
        return bytes <= SMALL ? 0 : (int) Math.min(bytes / UNIT + 1, all);
    }

    /** Waits until there is so much. */
    void enter(int units) throws InterruptedException {
        if (units > 0) { // Even nothing would be waited for behind those who want more.
            room.acquire(units);
        }
    }

    void leave(int units) {
        room.release(units);
    }
}
