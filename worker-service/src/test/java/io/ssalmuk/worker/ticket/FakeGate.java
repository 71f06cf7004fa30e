package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.JobError;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.permit.Grant;
import io.ssalmuk.worker.permit.PermitGate;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** Grants what a test has laid out; without that, everybody waits until interrupted. */
final class FakeGate implements PermitGate {

    private final Deque<Grant> grants = new ConcurrentLinkedDeque<>();
    private final List<Permit> freed = new CopyOnWriteArrayList<>();
    private final AtomicInteger granted = new AtomicInteger();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicBoolean crowded = new AtomicBoolean();
    private final List<Runnable> crowds = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<String, Duration>> listeners = new CopyOnWriteArrayList<>();

    void grant() {
        grants.add(new Grant.Granted(Given.permit(granted.incrementAndGet())));
    }

    void later(Duration pause) {
        grants.add(new Grant.Later(pause));
    }

    void never(JobError why) {
        grants.add(new Grant.Never(why));
    }

    List<Permit> freed() {
        return freed;
    }

    @Override
    public void freed(Permit permit) {
        freed.add(permit);
    }

    void rest(String bucket, Duration pause) {
        listeners.forEach(listener -> listener.accept(bucket, pause));
    }

    /** Places taken and not left. */
    int inside() {
        return inside.get();
    }

    @Override
    public Grant await(Ticket ticket) throws InterruptedException {
        var grant = grants.poll();
        if (grant == null) {
            Thread.currentThread().join();
            throw new IllegalStateException("nobody waits for himself");
        }
        if (grant instanceof Grant.Granted) {
            inside.incrementAndGet();
        }
        return grant;
    }

    @Override
    public void departed(Permit permit) {}

    @Override
    public void leave(Permit permit) {
        inside.decrementAndGet();
    }

    void elsewhere() {
        grants.add(new Grant.Elsewhere());
    }

    /** Tickets were sent away for want of places. */
    void crowd() {
        crowded.set(true);
        crowds.forEach(Runnable::run);
    }

    void hasRoom() {
        crowded.set(false);
    }

    @Override
    public boolean isCrowded() {
        return crowded.get();
    }

    @Override
    public void onCrowd(Runnable listener) {
        crowds.add(listener);
    }

    @Override
    public void onRest(BiConsumer<String, Duration> listener) {
        listeners.add(listener);
    }
}
