package io.ssalmuk.worker.dispatch;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** One line that waits, and what was asked of it, in words. */
final class FakeAdmissions implements Admissions {

    private final Deque<Ticket> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicInteger held = new AtomicInteger();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final Deque<RuntimeException> failures = new ConcurrentLinkedDeque<>();
    private final AtomicReference<Optional<Duration>> due = new AtomicReference<>(Optional.empty());
    private final AtomicReference<List<Line>> stale = new AtomicReference<>(List.of());
    private final AtomicBoolean idle = new AtomicBoolean();
    private final AtomicBoolean orphans = new AtomicBoolean();
    private final List<JobId> broken = new CopyOnWriteArrayList<>();
    private final Semaphore passes = new Semaphore(0);

    void wait(Ticket ticket) {
        waiting.add(ticket);
    }

    void failing(RuntimeException failure) {
        failures.add(failure);
    }

    void nextDueIn(Duration pause) {
        due.set(Optional.of(pause));
    }

    void staleTicketsIn(Line line) {
        stale.set(List.of(line));
    }

    List<String> said() {
        return said;
    }

    /** Returns when one more pass has begun. */
    void awaitPass() {
        passes.acquireUninterruptibly();
    }

    @Override
    public Look look(Duration silent) {
        passes.release();
        var failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        return new Look(idle.get(), orphans.get(), !waiting.isEmpty(), due.get());
    }

    void idle() {
        idle.set(true);
    }

    void orphans() {
        orphans.set(true);
    }

    @Override
    public List<Line> waitingLines() {
        return waiting.stream().map(Ticket::line).distinct().toList();
    }

    @Override
    public Admitted admit(Line line, int tickets, int batch) {
        said.add("admit " + tickets);
        int before = held.get();
        var admitted = new ArrayList<Ticket>();
        while (admitted.size() < Math.min(batch, tickets - before) && !waiting.isEmpty()) {
            admitted.add(waiting.remove());
        }
        held.addAndGet(admitted.size());
        return new Admitted(before, admitted);
    }

    /** So many tickets are claimed, or as many as there are. */
    void use(int tickets) {
        held.updateAndGet(now -> Math.max(0, now - tickets));
    }

    @Override
    public void confirm(Collection<JobId> jobs) {
        said.add("confirm");
    }

    @Override
    public int returnUnconfirmed(Duration age) {
        said.add("return unconfirmed");
        return 0;
    }

    @Override
    public int returnPlacedBefore(Line line, Duration age) {
        said.add("return of " + line + " after " + age);
        return 1;
    }

    @Override
    public List<Line> linesPlacedBefore(Duration age) {
        return stale.get();
    }

    @Override
    public int returnAll() {
        said.add("return all");
        return 1;
    }

    @Override
    public int unpark() {
        said.add("unpark");
        return 0;
    }

    void brokenStream(JobId job) {
        broken.add(job);
    }

    @Override
    public List<JobId> endBrokenStreams(JobError why) {
        said.add("end broken streams");
        return List.copyOf(broken);
    }

    @Override
    public int reclaim() {
        said.add("reclaim");
        return 0;
    }

    @Override
    public List<Backlog> backlog() {
        return List.of();
    }
}
