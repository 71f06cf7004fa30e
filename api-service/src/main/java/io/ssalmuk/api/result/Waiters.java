package io.ssalmuk.api.result;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Jobs;
import io.ssalmuk.queue.EndNotices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Everybody who waits for the end of a job on this instance. A notice wakes them at once; as
 * notices may be lost, {@link #sweep} asks the database now and then, once for all of them.
 */
@Component
final class Waiters implements Ends {

    private static final Logger log = LoggerFactory.getLogger(Waiters.class);

    /** Ids that one statement asks for. */
    private static final int SWEPT_AT_ONCE = 5_000;

    private final Jobs jobs;
    private final ConcurrentHashMap<JobId, Set<Waiter>> waiters = new ConcurrentHashMap<>();
    private final AtomicBoolean dismissed = new AtomicBoolean();

    Waiters(Jobs jobs, EndNotices notices) {
        this.jobs = jobs;
        notices.listen(this::ended);
        notices.onReconnect(this::sweep);
    }

    /** Registers a waiter, who must be closed. Read the job after this, not before. */
    Waiter register(JobId job) {
        return register(new Waiter(job, () -> {}));
    }

    @Override
    public Watch watch(JobId job, Runnable action) {
        return register(new Waiter(job, action));
    }

    private Waiter register(Waiter waiter) {
        waiters.compute(
                waiter.job,
                (_, others) -> {
                    var all = others == null ? ConcurrentHashMap.<Waiter>newKeySet() : others;
                    all.add(waiter);
                    return all;
                });
        if (dismissed.get()) {
            waiter.wake();
        }
        return waiter;
    }

    /** How many wait. */
    int count() {
        return waiters.values().stream().mapToInt(Set::size).sum();
    }

    private void ended(JobId job) {
        waiters.getOrDefault(job, Set.of()).forEach(Waiter::wake);
    }

    /** Wakes those whose job ended without a notice. */
    void sweep() {
        var all = new ArrayList<>(waiters.keySet());
        try {
            for (int from = 0; from < all.size(); from += SWEPT_AT_ONCE) {
                int to = Math.min(from + SWEPT_AT_ONCE, all.size());
                jobs.ended(all.subList(from, to)).forEach(this::ended);
            }
        } catch (RuntimeException e) {
            // The timer would never sweep again.
            log.warn(
                    "{} jobs are waited for, the next sweep looks: {}", all.size(), e.getMessage());
        }
    }

    /** Wakes everybody, for the process ends: they are told how far their jobs are. */
    void dismiss() {
        dismissed.set(true);
        waiters.values().forEach(all -> all.forEach(Waiter::wake));
    }

    /** One who waits. */
    final class Waiter implements Watch {

        private final JobId job;
        private final Runnable action;
        private final CountDownLatch woken = new CountDownLatch(1);

        private Waiter(JobId job, Runnable action) {
            this.job = job;
            this.action = action;
        }

        private void wake() {
            woken.countDown();
            action.run();
        }

        /** Returns when the job may have ended, and at the latest after this time. */
        boolean await(Duration most) throws InterruptedException {
            return woken.await(most.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            waiters.computeIfPresent(
                    job,
                    (_, all) -> {
                        all.remove(this);
                        return all.isEmpty() ? null : all;
                    });
        }
    }
}
