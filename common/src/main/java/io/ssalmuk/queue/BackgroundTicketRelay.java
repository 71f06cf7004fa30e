package io.ssalmuk.queue;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Ticket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Publishes in batches on a thread of its own, and notes confirms on another. */
@Component
final class BackgroundTicketRelay implements TicketRelay, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(BackgroundTicketRelay.class);

    /** Enough to make a confirm's round trip cheap, few enough to keep the first ticket quick. */
    private static final int BATCH = 200;

    /**
     * How long confirmed tickets are collected before they are noted. By then most of their jobs
     * are claimed on an idle system, and the note costs nothing.
     */
    private static final long NOTE_AFTER_MILLIS = 500;

    private final TicketPublisher publisher;
    private final Admissions admissions;
    private final LinkedBlockingQueue<Ticket> pending = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<JobId> confirmed = new LinkedBlockingQueue<>();
    private final List<Thread> threads;

    BackgroundTicketRelay(TicketPublisher publisher, Admissions admissions) {
        this.publisher = publisher;
        this.admissions = admissions;
        this.threads =
                List.of(
                        Thread.ofVirtual().name("ticket-relay").start(this::publishAll),
                        Thread.ofVirtual().name("ticket-notes").start(this::noteAll));
    }

    @Override
    public void relay(Collection<Ticket> tickets) {
        pending.addAll(tickets);
    }

    private void publishAll() {
        try {
            while (true) {
                var batch = takeBatch(pending, BATCH);
                if (publisher.publish(batch)) {
                    batch.forEach(ticket -> confirmed.add(ticket.job()));
                } else {
                    log.warn(
                            "{} tickets were not confirmed; the dispatcher publishes them again",
                            batch.size());
                }
            }
        } catch (InterruptedException _) {
            // The process ends; what is pending was never confirmed, so the dispatcher finds it.
            Thread.currentThread().interrupt();
        }
    }

    private void noteAll() {
        try {
            while (true) {
                var first = confirmed.take();
                TimeUnit.MILLISECONDS.sleep(NOTE_AFTER_MILLIS);
                var batch = new ArrayList<JobId>(List.of(first));
                confirmed.drainTo(batch);
                note(batch);
            }
        } catch (InterruptedException _) {
            // The process ends; tickets without a note are published twice, and run once.
            Thread.currentThread().interrupt();
        }
    }

    private void note(List<JobId> batch) {
        try {
            admissions.confirm(batch);
        } catch (DataAccessException | TransactionException e) {
            log.warn("{} confirms were not noted: {}", batch.size(), e.getMessage());
        }
    }

    private static <T> List<T> takeBatch(LinkedBlockingQueue<T> queue, int most)
            throws InterruptedException {
        var batch = new ArrayList<T>(List.of(queue.take()));
        queue.drainTo(batch, most - 1);
        return batch;
    }

    @Override
    public void destroy() {
        threads.forEach(Thread::interrupt);
    }
}
