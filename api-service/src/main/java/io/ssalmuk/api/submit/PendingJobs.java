package io.ssalmuk.api.submit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Jobs on their way into the database, taken out in bounded batches. */
final class PendingJobs {

    private final int mostJobs;
    private final long mostBytes;
    private final ArrayDeque<PendingJob> queue = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();

    PendingJobs(SubmitProperties properties) {
        this.mostJobs = properties.batchJobs();
        this.mostBytes = properties.batchBytes().toBytes();
    }

    void add(PendingJob job) {
        lock.lock();
        try {
            queue.add(job);
            filled.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first job, and takes what came with it. A job of any size fits alone. */
    List<PendingJob> take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (queue.isEmpty()) {
                filled.await();
            }
            return drain();
        } finally {
            lock.unlock();
        }
    }

    private List<PendingJob> drain() {
        var batch = new ArrayList<PendingJob>();
        long bytes = 0;
        while (!queue.isEmpty() && batch.size() < mostJobs) {
            bytes += queue.peek().bytes();
            if (!batch.isEmpty() && bytes > mostBytes) {
                break;
            }
            batch.add(queue.remove());
        }
        return batch;
    }
}
