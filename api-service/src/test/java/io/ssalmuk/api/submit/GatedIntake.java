package io.ssalmuk.api.submit;

import io.ssalmuk.job.Accepted;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.JobRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** An intake in memory, whose commits take until the test lets them through. */
final class GatedIntake implements JobIntake {

    final List<List<JobRequest>> batches = new CopyOnWriteArrayList<>();

    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore gate = new Semaphore(0);
    private volatile int tickets = Integer.MAX_VALUE;
    private volatile Consumer<List<JobRequest>> check = _ -> {};

    /** Every batch is committed at once. */
    static GatedIntake open() {
        var intake = new GatedIntake();
        intake.gate.release(1_000_000);
        return intake;
    }

    /** Each batch gets so many tickets at once; its other jobs wait. */
    void ticketsPerBatch(int most) {
        tickets = most;
    }

    /** What throws here fails the batch. */
    void check(Consumer<List<JobRequest>> failing) {
        check = failing;
    }

    /** Returns when so many batches more have come in. */
    void awaitBatches(int count) throws InterruptedException {
        arrived.acquire(count);
    }

    void letThrough(int count) {
        gate.release(count);
    }

    @Override
    public List<Accepted> accept(List<JobRequest> jobs) {
        batches.add(jobs);
        arrived.release();
        gate.acquireUninterruptibly();
        check.accept(jobs);
        int most = tickets;
        // In another order than asked, as a database may.
        return jobs.reversed().stream()
                .map(job -> new Accepted(job.id(), jobs.indexOf(job) < most))
                .toList();
    }
}
