package io.ssalmuk.api.body;

import io.ssalmuk.api.problem.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/**
 * How many bytes of bodies are in memory at a time. Who finds no room waits for it in line, with
 * nothing read yet, so that nobody holds what another needs.
 */
@Component
final class BodyRoom {

    /** What is smaller goes in without asking: thousands of them come to little. */
    static final long SMALL = 64 * 1024;

    private static final long UNIT = 1024;

    /**
     * What is read, decoded, made into a tree and written again is in memory half a dozen times at
     * its worst.
     */
    private static final int OF_THE_HEAP = 10;

    private final int all;
    private final Semaphore room;
    private final Duration patience;

    BodyRoom(BodyProperties properties) {
        long memory = properties.memory().toBytes();
        long bytes = memory == 0 ? Runtime.getRuntime().maxMemory() / OF_THE_HEAP : memory;
        this.all = Math.clamp(bytes / UNIT, 1, Integer.MAX_VALUE);
        this.room = new Semaphore(all, true);
        this.patience = properties.patience();
    }

    /** Room for the body of this request, none of it taken yet. */
    Stay stay(HttpServletRequest request) {
        var stay = new Stay();
        HeldRoom.remember(request, stay);
        return stay;
    }

    /** Room that one body takes up. */
    final class Stay implements AutoCloseable {

        private final AtomicBoolean entered = new AtomicBoolean();
        private final AtomicInteger held = new AtomicInteger();

        /**
         * Waits until there is room for so much; for more than there is, until there is all. Only
         * the first time: what is read on has its room.
         */
        void enter(long bytes) {
            if (entered.compareAndSet(false, true)) {
                take(bytes);
            }
        }

        private void take(long bytes) {
            int units = (int) Math.min(bytes / UNIT + 1, all);
            try {
                if (!room.tryAcquire(units, patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw tooMany(bytes);
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw tooMany(bytes);
            }
            held.set(units);
        }

        @Override
        public void close() {
            room.release(held.getAndSet(0));
        }
    }

    private static Refused tooMany(long bytes) {
        return Refused.unavailable(
                "There are so many large requests that there is no room for another of %d bytes; try again in a few seconds."
                        .formatted(bytes));
    }
}
