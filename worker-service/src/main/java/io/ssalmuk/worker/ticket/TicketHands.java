package io.ssalmuk.worker.ticket;

import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
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
    private final Set<Hold> holds = ConcurrentHashMap.newKeySet();
    private final Phaser inHand = new Phaser(1);

    TicketHands(JobRun run, Signals signals) {
        this.run = run;
        this.room = new RoomSignal(() -> signals.send(new Signal.WorkWaiting()));
    }

    void take(Delivery delivery) {
        inHand.register();
        Thread.ofVirtual().name("job-" + delivery.ticket().job()).start(() -> work(delivery));
    }

    private void work(Delivery delivery) {
        var hold = new Hold(Thread.currentThread());
        holds.add(hold);
        try {
            answer(delivery, hold);
        } finally {
            holds.remove(hold);
            inHand.arriveAndDeregister();
        }
    }

    /** The message boundary: whatever happens inside, the ticket is answered once. */
    @SuppressWarnings("CatchingUnchecked") // the one place where every failure must end
    private void answer(Delivery delivery, Hold hold) {
        try {
            run.take(delivery.ticket(), hold);
            delivery.ack();
            room.cameFree();
        } catch (InterruptedException _) {
            delivery.giveBack(); // Not claimed: this process ends, and another takes the ticket.
        } catch (DataAccessException | TransactionException e) {
            log.warn("job {}: PostgreSQL is away: {}", delivery.ticket().job(), e.getMessage());
            LockSupport.parkNanos(DATABASE_AWAY.toNanos());
            delivery.giveBack();
        } catch (RuntimeException e) {
            log.error("job {} met a bug; its ticket comes again later", delivery.ticket().job(), e);
            LockSupport.parkNanos(DATABASE_AWAY.toNanos());
            delivery.giveBack();
        }
    }

    /** Sends back what has no permit yet, at once; lets calls go on. */
    void letGo() {
        holds.forEach(Hold::interruptUnlessCalling);
    }

    /** Cuts calls short; their jobs go back to waiting. */
    void cut() {
        holds.forEach(Hold::interrupt);
    }

    /** Whether every ticket was answered within this time. */
    boolean awaitEmpty(Duration most) throws InterruptedException {
        int phase = inHand.arrive();
        try {
            inHand.awaitAdvanceInterruptibly(phase, most.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }
}
