package io.ssalmuk.worker.dispatch;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.worker.life.Life;
import io.ssalmuk.worker.life.Standing;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The loop of whoever is on duty: woken by signals, by the next parked job's time, and every few
 * seconds in case a signal was lost.
 */
@Component
final class Housekeeping implements Standing {

    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);

    /** How late a dead worker is noticed, and a duty that this process has taken over. */
    private static final Duration PULSE = Duration.ofSeconds(1);

    /** When there is no job, one that comes is told of, unless the signal gets lost. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    private static final Duration QUICK = Duration.ofSeconds(3);
    private static final Duration SLOW = Duration.ofSeconds(15);

    /** Where there is no job, none can have got lost. */
    private static final Duration SLOW_WHEN_IDLE = Duration.ofSeconds(60);

    private static final Duration DAILY = Duration.ofHours(6);

    /** Signals that come closer than this share a pass. */
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Dispatcher dispatcher;
    private final Sweeper sweeper;
    private final BacklogGauges gauges;
    private final Admissions admissions;
    private final Life life;
    private final Semaphore wakes = new Semaphore(0);
    private final AtomicBoolean brokerChanged = new AtomicBoolean(true);
    private final StandingLoop loop = new StandingLoop("housekeeping", this::run);
    private final Rhythm quick = new Rhythm(QUICK);
    private final Rhythm slow = new Rhythm(SLOW);
    private final Rhythm slowWhenIdle = new Rhythm(SLOW_WHEN_IDLE);
    private final AtomicBoolean idle = new AtomicBoolean();
    private final Rhythm daily = new Rhythm(DAILY);

    Housekeeping(Chores chores, Admissions admissions, Life life, WakeSources sources) {
        this.dispatcher = chores.dispatcher();
        this.sweeper = chores.sweeper();
        this.gauges = chores.gauges();
        this.admissions = admissions;
        this.life = life;
        sources.signals().listenToSignals(this::hear);
        sources.notices().onReconnect(this::brokerIsBack);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.WorkWaiting _, Signal.CapacityChanged _ -> wakes.release();
            case Signal.PermitFreed _,
                    Signal.FilesDeleted _,
                    Signal.WebhooksDue _,
                    Signal.Cancel _ -> {}
        }
    }

    private void brokerIsBack() {
        brokerChanged.set(true);
        wakes.release();
    }

    private void run() throws InterruptedException {
        while (true) {
            var nap =
                    life.onDuty()
                            ? StandingLoop.survive(log, "housekeeping", PULSE, this::round)
                            : offDuty();
            if (wakes.tryAcquire(nap.toMillis(), TimeUnit.MILLISECONDS)) {
                TimeUnit.NANOSECONDS.sleep(BREATH.toNanos());
                wakes.drainPermits();
            }
        }
    }

    private Duration offDuty() {
        gauges.clear();
        return PULSE;
    }

    /** One round of what is due; answers how long to rest if nobody wakes us. */
    private Duration round() {
        sweep();
        var look = admissions.look(Undertaker.DEAD_AFTER);
        idle.set(look.idle());
        gauges.refresh(look.idle());
        return look.idle() ? IDLE : tend(look);
    }

    /** Only what the look has found: most rounds find nothing. */
    private Duration tend(Admissions.Look look) {
        boolean more = look.orphans() && sweeper.buryTheDead() > 0;
        more |= look.nextDue().filter(Duration::isZero).isPresent() && admissions.unpark() > 0;
        if (more || look.waiting()) {
            dispatcher.pass();
        }
        if (quick.due()) {
            sweeper.quickSweep();
        }
        return look.nextDue()
                .filter(due -> due.isPositive() && due.compareTo(PULSE) < 0)
                .orElse(PULSE);
    }

    private void sweep() {
        // Asked in any case: the broker's return is a slow sweep too.
        boolean due = slow.due() && (!idle.get() || slowWhenIdle.due());
        if (brokerChanged.getAndSet(false) || due) {
            sweeper.slowSweep();
        }
        if (daily.due()) {
            sweeper.dailySweep();
        }
    }

    @Override
    public StandingLoop loop() {
        return loop;
    }

    /** What there is to do. */
    @Component
    record Chores(Dispatcher dispatcher, Sweeper sweeper, BacklogGauges gauges) {}

    /** What wakes the loop. */
    @Component
    record WakeSources(Signals signals, EndNotices notices) {}
}
