package io.ssalmuk.worker.webhook;

import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.webhook.Deliveries.Settled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Writes down how attempts ended: while one statement is on its way, the next ends gather. */
@Component
final class Settling {

    private static final Logger log = LoggerFactory.getLogger(Settling.class);

    private static final int BATCH = 500;

    /** Between two statements; ends that come meanwhile are written with one. */
    private static final Duration BREATH = Duration.ofMillis(250);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    /** Past its lease an attempt is made again anyway; longer than that, it is not held on to. */
    private static final int TRIES = 10;

    private final Deliveries deliveries;
    private final LinkedBlockingQueue<Entry> ended = new LinkedBlockingQueue<>();

    Settling(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    private record Entry(Attempts.Ended end, Runnable written) {}

    /** Hands an end over; the action follows when it is written. */
    void settle(Attempts.Ended end, Runnable written) {
        ended.add(new Entry(end, written));
    }

    void run() throws InterruptedException {
        long next = System.nanoTime();
        while (true) {
            var batch = new ArrayList<Entry>(List.of(ended.take()));
            try {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
            } finally {
                next = System.nanoTime() + BREATH.toNanos();
                ended.drainTo(batch, BATCH - 1);
                write(batch);
            }
        }
    }

    /** What is left when the loop has ended. */
    void flush() {
        var rest = new ArrayList<Entry>();
        ended.drainTo(rest);
        if (!rest.isEmpty()) {
            write(rest);
        }
    }

    /** Last, whoever waits for it is told: also when nothing could be written. */
    private void write(List<Entry> batch) {
        try {
            persist(batch.stream().map(Entry::end).toList());
        } finally {
            batch.forEach(entry -> entry.written().run());
        }
    }

    @SuppressWarnings("CatchingUnchecked") // without this loop, nothing would ever be settled
    private void persist(List<Attempts.Ended> ends) {
        for (int tries = 1; tries <= TRIES && !Thread.currentThread().isInterrupted(); tries++) {
            try {
                deliveries.settle(ends.stream().map(Attempts.Ended::settled).toList());
                ends.forEach(this::disable);
                return;
            } catch (DataAccessException | TransactionException e) {
                log.warn("{} webhooks wait to be settled: {}", ends.size(), e.getMessage());
                LockSupport.parkNanos(DATABASE_AWAY.toNanos());
            } catch (RuntimeException e) {
                log.error("{} webhooks could not be settled, and are sent again", ends.size(), e);
                return;
            }
        }
    }

    private void disable(Attempts.Ended end) {
        end.disable().ifPresent(reason -> target(end.settled(), reason));
    }

    private void target(Settled settled, String reason) {
        settled.due()
                .target()
                .flatMap(Deliveries.Target::endpoint)
                .ifPresent(endpoint -> {
                    log.info("webhook endpoint {} is turned off: {}", endpoint, reason);
                    deliveries.disable(endpoint, reason);
                });
    }
}
