package io.ssalmuk.worker.webhook;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.webhook.Deliveries;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.Room;
import io.ssalmuk.webhook.Deliveries.Verdict;
import io.ssalmuk.webhook.DeliveryCalls;
import io.ssalmuk.worker.life.StandingLoop;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes what is due and has it delivered. It is woken by the ends of jobs in this process, by other
 * processes' signals, when room comes free, and when something is due; and looks by itself every
 * few seconds, in case that a call was lost.
 */
@Component
final class DeliveryFlow implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DeliveryFlow.class);

    /** How late a lost call is noticed, and a dead worker's deliveries after their lease. */
    private static final Duration SLOW = Duration.ofSeconds(5);

    /** Looks that come closer than this become one. */
    private static final Duration QUICK = Duration.ofMillis(100);

    /**
     * Between two claims; what comes meanwhile is claimed with one statement. Jobs pay for
     * statements with their pace; a webhook may be so much later.
     */
    private static final Duration BREATH = Duration.ofMillis(120);

    /** For settling an attempt after its timeout. */
    private static final Duration AFTER_TIMEOUT = Duration.ofSeconds(15);

    /**
     * What is in flight when the process is to end is waited for, but not for its whole timeout.
     */
    private static final Duration LAST_ATTEMPTS = Duration.ofSeconds(5);

    /** Stops after those that end jobs, and before the heartbeat. */
    private static final int PHASE = 50;

    private final Deliveries deliveries;
    private final FlowParts parts;
    private final Lanes lanes;
    private final Duration lease;
    private final Semaphore wakes = new Semaphore(0);
    private final Lookout lookout = new Lookout(SLOW);
    private final StandingLoop loop = new StandingLoop("webhooks", this::run);
    private final StandingLoop settling;

    DeliveryFlow(
            Deliveries deliveries,
            FlowParts parts,
            DeliveryCalls calls,
            Signals signals,
            DeliveryProperties properties) {
        this.deliveries = deliveries;
        this.parts = parts;
        this.lanes = new Lanes(properties.perEndpoint(), properties.concurrency());
        this.lease = properties.timeout().plus(AFTER_TIMEOUT);
        this.settling = new StandingLoop("webhooks-settled", parts.settling()::run);
        calls.answer(this::ring);
        signals.listenToSignals(this::hear);
    }

    /** Who does the work. */
    @Component
    record FlowParts(Attempts attempts, Settling settling, DeliveryMeters meters) {}

    private void ring(Collection<String> due) {
        lanes.mark(due);
        wakes.release();
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.WebhooksDue _ -> {
                lookout.in(Duration.ZERO);
                wakes.release();
            }
            case Signal.WorkWaiting _,
                    Signal.CapacityChanged _,
                    Signal.PermitFreed _,
                    Signal.FilesDeleted _,
                    Signal.Cancel _ -> {}
        }
    }

    private void run() throws InterruptedException {
        while (true) {
            long next = System.nanoTime() + BREATH.toNanos();
            round();
            if (wakes.tryAcquire(lookout.nanos(), TimeUnit.NANOSECONDS)) {
                TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
                wakes.drainPermits();
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // without this loop, nothing is delivered
    private void round() {
        try {
            if (lookout.due()) {
                look();
            }
            claim();
        } catch (DataAccessException | TransactionException e) {
            log.warn("webhooks wait, PostgreSQL is away: {}", e.getMessage());
        } catch (RuntimeException e) {
            log.error("the delivery of webhooks met a bug; it goes on in a moment", e);
        }
    }

    private void look() {
        var look = deliveries.look();
        lanes.mark(look.lanes());
        parts.meters().refresh();
        look.next().ifPresent(this::lookIn);
    }

    private void lookIn(Duration due) {
        lookout.in(due.compareTo(QUICK) < 0 ? QUICK : due);
    }

    private void claim() {
        var rooms = lanes.take();
        while (!rooms.isEmpty()) {
            claim(rooms).forEach(this::start);
            rooms = lanes.take();
        }
    }

    private List<Due> claim(List<Room> rooms) {
        List<Due> due;
        try {
            due = deliveries.claim(rooms, lease);
        } catch (RuntimeException e) {
            rooms.forEach(room -> lanes.took(room, 0));
            throw e; // What is due is found by the next look.
        }
        var counts = due.stream().collect(Collectors.groupingBy(Due::lane, Collectors.counting()));
        rooms.forEach(room -> lanes.took(room, counts.getOrDefault(room.lane(), 0L).intValue()));
        return due;
    }

    private void start(Due due) {
        Thread.ofVirtual().name("webhook " + due.id()).start(() -> deliver(due));
    }

    @SuppressWarnings("CatchingUnchecked") // the end of a thread: its room must come free
    private void deliver(Due due) {
        try {
            var end = parts.attempts().make(due);
            parts.meters().count(end.settled());
            parts.settling().settle(end, () -> settled(end));
            free(due, end.settled().verdict() instanceof Verdict.Delivered);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            free(due, false);
        } catch (RuntimeException e) {
            log.warn("webhook {} met trouble, and is due again soon", due.id(), e);
            free(due, false);
        }
    }

    private void settled(Attempts.Ended end) {
        if (end.settled().verdict() instanceof Verdict.Again(var pause)) {
            lookIn(pause);
        }
    }

    private void free(Due due, boolean well) {
        if (lanes.done(due.lane(), well)) {
            wakes.release();
        }
    }

    @Override
    public void start() {
        settling.start();
        loop.start();
    }

    @Override
    public void stop() {
        loop.stop();
        long end = System.nanoTime() + LAST_ATTEMPTS.toNanos();
        try {
            while (lanes.inFlight() > 0 && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(QUICK.toMillis());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        settling.stop();
        parts.settling().flush();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
