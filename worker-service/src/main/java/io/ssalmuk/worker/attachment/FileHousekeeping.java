package io.ssalmuk.worker.attachment;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.Standing;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The loop that tidies files up, of whoever is on duty. It is not the dispatcher's, for deleting
 * something at Google may take seconds, and jobs would wait for it.
 */
@Component
final class FileHousekeeping implements Standing {

    private static final Logger log = LoggerFactory.getLogger(FileHousekeeping.class);

    private static final Duration ROUND = Duration.ofSeconds(60);

    /** Looking through the whole store is done seldom. */
    private static final Duration CLEARING = Duration.ofHours(6);

    /** Signals that come closer than this share a round. */
    private static final Duration BREATH = Duration.ofMillis(100);

    private final FileUpkeep upkeep;
    private final CopyRemover remover;
    private final Life life;
    private final Semaphore wakes = new Semaphore(0);
    private final AtomicLong cleared = new AtomicLong(System.nanoTime() - CLEARING.toNanos());
    private final StandingLoop loop = new StandingLoop("file-housekeeping", this::run);

    FileHousekeeping(FileUpkeep upkeep, CopyRemover remover, Life life, Signals signals) {
        this.upkeep = upkeep;
        this.remover = remover;
        this.life = life;
        signals.listenToSignals(this::hear);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.FilesDeleted _ -> wakes.release();
            case Signal.WorkWaiting _,
                    Signal.CapacityChanged _,
                    Signal.PermitFreed _,
                    Signal.WebhooksDue _,
                    Signal.Cancel _ -> {}
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            if (life.onDuty()) {
                StandingLoop.survive(log, "tidying files up", false, this::round);
            }
            if (wakes.tryAcquire(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                TimeUnit.NANOSECONDS.sleep(BREATH.toNanos());
                wakes.drainPermits();
            }
        }
    }

    /** Whether it came to its end. */
    private boolean round() throws InterruptedException {
        upkeep.letGo();
        remover.remove();
        long now = System.nanoTime();
        if (now - cleared.get() >= CLEARING.toNanos()) {
            cleared.set(now);
            upkeep.clear();
        }
        return true;
    }

    @Override
    public StandingLoop loop() {
        return loop;
    }
}
