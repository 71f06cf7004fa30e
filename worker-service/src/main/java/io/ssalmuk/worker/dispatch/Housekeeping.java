package io.ssalmuk.worker.dispatch;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * The loop of whoever is on duty: woken by signals, by the next parked job's time, and every few
 * seconds in case a signal was lost.
 */
@Component
final class Housekeeping implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** How late a dead worker is noticed, and a duty that this process has taken over. */
    private static final Duration PULSE = Duration.ofSeconds(1);

    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofSeconds(30);
    private static final Duration DAILY = Duration.ofHours(6);

    /** Signals that come closer than this share a pass. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Dispatcher dispatcher;
    private final Sweeper sweeper;
    private final Admissions admissions;
    private final Life life;
    private final Semaphore wakes = new Semaphore(0);
    private final AtomicBoolean brokerChanged = new AtomicBoolean(true);
    private final StandingLoop loop = new StandingLoop("housekeeping", this::run);
    private final Rhythm pulse = new Rhythm(PULSE);
    private final Rhythm quick = new Rhythm(QUICK);
    private final Rhythm slow = new Rhythm(SLOW);
    private final Rhythm daily = new Rhythm(DAILY);

    Housekeeping(
            Dispatcher dispatcher,
            Sweeper sweeper,
            Admissions admissions,
            Life life,
            WakeSources sources) {
        this.dispatcher = dispatcher;
        this.sweeper = sweeper;
        this.admissions = admissions;
        this.life = life;
        sources.signals().listenToSignals(this::hear);
        sources.notices().onReconnect(this::brokerIsBack);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.WorkWaiting _, Signal.CapacityChanged _ -> wakes.release();
            case Signal.PermitFreed _, Signal.FilesDeleted _, Signal.Cancel _ -> {}
        }
    }

    private void brokerIsBack() {
        brokerChanged.set(true);
        wakes.release();
    }

    private void run() throws InterruptedException {
        while (true) {
            var nap = life.onDuty() ? round() : PULSE;
            if (wakes.tryAcquire(nap.toMillis(), TimeUnit.MILLISECONDS)) {
                TimeUnit.NANOSECONDS.sleep(BREATH.toNanos());
                wakes.drainPermits();
            }
        }
    }

    /** One round of what is due; answers how long to rest if nobody wakes us. */
    @SuppressWarnings(
            "CatchingUnchecked") // who is on duty and does nothing keeps all others from it
    private Duration round() {
        try {
            sweep();
            admissions.unpark();
            dispatcher.pass();
            return admissions.nextDue().filter(due -> due.compareTo(PULSE) < 0).orElse(PULSE);
        } catch (DataAccessException | TransactionException e) {
            log.warn("housekeeping waits, PostgreSQL is away: {}", e.getMessage());
            return PULSE;
        } catch (RuntimeException e) {
            log.error("housekeeping met a bug; it tries again in a moment", e);
            return PULSE;
        }
    }

    private void sweep() {
        if (pulse.due()) {
            sweeper.buryTheDead(); // First: the others may wait for a broker that is away.
        }
        if (brokerChanged.getAndSet(false) || slow.due()) {
            sweeper.slowSweep();
        }
        if (quick.due()) {
            sweeper.quickSweep();
        }
        if (daily.due()) {
            sweeper.dailySweep();
        }
    }

    @Override
    public void start() {
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    /** What wakes the loop. */
    @Component
    record WakeSources(Signals signals, EndNotices notices) {}
}
