package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.JobId;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which jobs this process has in hand: one ticket of a job at a time. When a connection to the
 * broker breaks, its tickets come again while the first ones are still worked on, and a process
 * cannot tell one of its claims from another. A ticket whose claim may or may not have been written
 * gives up whatever its process has claimed of the job: that must not be what a second ticket has
 * claimed, and called for, meanwhile.
 */
final class Turns {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition over = lock.newCondition();
    private final Set<JobId> busy = new HashSet<>();

    /** It has the job in hand until it is closed. */
    @FunctionalInterface
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /** Returns when nobody else in this process has the job in hand. */
    Turn take(JobId job) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!busy.add(job)) {
                over.await();
            }
            return () -> leave(job);
        } finally {
            lock.unlock();
        }
    }

    private void leave(JobId job) {
        lock.lock();
        try {
            busy.remove(job);
            over.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
