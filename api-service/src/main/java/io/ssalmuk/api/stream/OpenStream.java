package io.ssalmuk.api.stream;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.StreamMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A stream between the thread that hears the broker, which must never wait for one client, and the
 * thread that writes to the client. What waits in between is bounded: with more than that waiting,
 * the stream takes no further chunk and ends behind those that wait.
 */
final class OpenStream {

    private final JobId job;
    private final long most;
    private final Assembly assembly;
    private final ArrayDeque<Body> waiting = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicReference<Optional<Ending>> ending =
            new AtomicReference<>(Optional.empty());
    private final AtomicBoolean mayHaveEnded = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    OpenStream(JobId job, long most) {
        this.job = job;
        this.most = most;
        this.assembly = new Assembly(job);
    }

    /** What the writing thread has to do next. */
    sealed interface Event {
        record Chunk(Body body) implements Event {}

        record Over(Ending ending) implements Event {}

        /** There is reason to ask the database. */
        record MayHaveEnded() implements Event {}

        record Quiet() implements Event {}
    }

    JobId job() {
        return job;
    }

    void arrived(StreamMessage message) {
        change(() -> {
            if (ending.get().isEmpty()) {
                switch (assembly.take(message)) {
                    case Assembly.Made.Nothing _ -> {}
                    case Assembly.Made.Chunk(var body) -> add(body);
                    case Assembly.Made.End(var how) -> end(how);
                }
            }
        });
    }

    private void add(Body chunk) {
        if (bytes.get() > most) {
            end(Ending.tooSlow(job, most));
        } else {
            waiting.add(chunk);
            bytes.addAndGet(chunk.bytes().length);
        }
    }

    /**
     * Messages may be lost. Before the first one, none was: those to come tell it by themselves.
     */
    void interrupted() {
        change(() -> {
            if (assembly.begun()) {
                end(Ending.lost(job));
            }
        });
    }

    void mayHaveEnded() {
        change(() -> mayHaveEnded.set(true));
    }

    /** There is no time to write what waits. */
    void dismiss() {
        change(() -> {
            waiting.clear();
            end(Ending.stopping(job));
        });
    }

    /** The first ending counts. */
    private void end(Ending how) {
        ending.compareAndSet(Optional.empty(), Optional.of(how));
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for something to happen, and no longer than that. */
    Event next(Duration longest) throws InterruptedException {
        long left = longest.toNanos();
        lock.lockInterruptibly();
        try {
            while (isQuiet() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return event();
        } finally {
            lock.unlock();
        }
    }

    private boolean isQuiet() {
        return waiting.isEmpty() && ending.get().isEmpty() && !mayHaveEnded.get();
    }

    private Event event() {
        var chunk = waiting.poll();
        if (chunk != null) {
            bytes.addAndGet(-chunk.bytes().length);
            return new Event.Chunk(chunk);
        }
        if (ending.get().isPresent()) {
            return new Event.Over(ending.get().get());
        }
        return mayHaveEnded.getAndSet(false) ? new Event.MayHaveEnded() : new Event.Quiet();
    }
}
