package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** A virtual thread for each ticket in hand, and the one place where a ticket is answered. */
@Component
final class TicketHands {

    private static final Logger log = LoggerFactory.getLogger(TicketHands.class);

    /** So that a ticket which meets no database is not taken up again in a tight circle. */
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);

    private final JobRun run;
    private final RoomSignal room;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition answered = lock.newCondition();
    private final Map<Hold, JobId> holds = new HashMap<>();
    private final AtomicBoolean ending = new AtomicBoolean();

    TicketHands(JobRun run, Signals signals) {
        this.run = run;
        this.room = new RoomSignal(() -> signals.send(new Signal.WorkWaiting()));
        signals.listenToSignals(this::hear);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.Cancel(var job) -> cancel(job);
            case Signal.WorkWaiting _,
                    Signal.CapacityChanged _,
                    Signal.PermitFreed _,
                    Signal.WebhooksDue _,
                    Signal.FilesDeleted _ -> {}
        }
    }

    /** A ticket without a claim goes back: whoever cancels has taken its job, or will. */
    private void cancel(JobId job) {
        inHand().forEach((hold, held) -> {
            if (held.equals(job)) {
                hold.cancel();
            }
        });
    }

    /** Tickets may still be on their way from the broker when this process ends. */
    void take(Delivery delivery) {
        var hold = new Hold();
        lock.lock();
        try {
            if (!ending.get()) {
                holds.put(hold, delivery.ticket().job());
                var name = "job-" + delivery.ticket().job();
                Thread.ofVirtual().name(name).start(() -> work(delivery, hold));
                return;
            }
        } finally {
            lock.unlock();
        }
        delivery.giveBack();
    }

    private void work(Delivery delivery, Hold hold) {
        try {
            answer(delivery, hold);
        } finally {
            lock.lock();
            try {
                holds.remove(hold);
                answered.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** The message boundary: whatever happens inside, the ticket is answered once. */
    @SuppressWarnings("CatchingUnchecked") // the one place where every failure must end
    private void answer(Delivery delivery, Hold hold) {
        var answer = new TicketAnswer(delivery, room::cameFree);
        try {
            run.take(delivery.ticket(), hold, answer::spent);
            answer.spent();
        } catch (InterruptedException _) {
            answer.giveBack(); // Not claimed: this process ends, and another takes the ticket.
        } catch (DataAccessException | TransactionException e) {
            log.warn("job {}: PostgreSQL is away: {}", delivery.ticket().job(), e.getMessage());
            LockSupport.parkNanos(DATABASE_AWAY.toNanos());
            answer.giveBack();
        } catch (RuntimeException e) {
            log.error("job {} met a bug; its ticket comes again later", delivery.ticket().job(), e);
            LockSupport.parkNanos(DATABASE_AWAY.toNanos());
            answer.giveBack();
        }
    }

    /** Sends back what has no permit yet, at once; lets calls go on. */
    void letGo() {
        ending.set(true);
        inHand().keySet().forEach(Hold::interruptUnlessCalling);
    }

    /** Cuts calls short; their jobs go back to waiting. */
    void cut() {
        inHand().keySet().forEach(Hold::interrupt);
    }

    private Map<Hold, JobId> inHand() {
        lock.lock();
        try {
            return Map.copyOf(holds);
        } finally {
            lock.unlock();
        }
    }

    /** Whether every ticket was answered within this time. */
    boolean awaitEmpty(Duration most) throws InterruptedException {
        long left = most.toNanos();
        lock.lock();
        try {
            while (!holds.isEmpty() && left > 0) {
                left = answered.awaitNanos(left);
            }
            return holds.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
