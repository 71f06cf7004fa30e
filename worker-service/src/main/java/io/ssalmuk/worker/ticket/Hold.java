package io.ssalmuk.worker.ticket;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A thread that works on a ticket, and may be interrupted only while it waits or calls: an
 * interrupt within a database call would break the connection and lose its answer.
 */
final class Hold {

    private final ReentrantLock lock = new ReentrantLock();

    /** The thread, while it may be interrupted. */
    private final AtomicReference<Optional<Thread>> open = new AtomicReference<>(Optional.empty());

    private final AtomicBoolean calling = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    /** Whether calls are cut too, and not only waits. */
    private final AtomicBoolean cut = new AtomicBoolean();

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicBoolean expired = new AtomicBoolean();

    private final AtomicReference<Optional<Alarms.Alarm>> limit =
            new AtomicReference<>(Optional.empty());

    /** Something that may be cut short. */
    @FunctionalInterface
    interface Cuttable<T> {
        T run() throws InterruptedException;
    }

    <T> T waiting(Cuttable<T> wait) throws InterruptedException {
        return interruptibly(wait, false);
    }

    <T> T calling(Cuttable<T> call) throws InterruptedException {
        return interruptibly(call, true);
    }

    private <T> T interruptibly(Cuttable<T> action, boolean call) throws InterruptedException {
        enter(call);
        try {
            return action.run();
        } finally {
            exit();
        }
    }

    private void enter(boolean call) throws InterruptedException {
        lock.lock();
        try {
            if (call ? cut.get() : interrupted.get()) {
                throw new InterruptedException();
            }
            calling.set(call);
            open.set(Optional.of(Thread.currentThread()));
        } finally {
            lock.unlock();
        }
    }

    private void exit() {
        lock.lock();
        try {
            open.set(Optional.empty());
            calling.set(false);
            // What follows is the settlement, which must not be cut.
            boolean _ = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Runs something within a call that must not be cut; the call is cut afterwards, if so. */
    <T> T sheltered(Supplier<T> action) {
        var thread = close();
        try {
            return action.get();
        } finally {
            reopen(thread);
        }
    }

    private Optional<Thread> close() {
        lock.lock();
        try {
            boolean _ = Thread.interrupted(); // Comes back when it is opened again.
            return open.getAndSet(Optional.empty());
        } finally {
            lock.unlock();
        }
    }

    private void reopen(Optional<Thread> thread) {
        lock.lock();
        try {
            open.set(thread);
            if (cut.get()) {
                thread.ifPresent(Thread::interrupt);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Nobody wants the answer any more: as {@link #interrupt}. */
    void cancel() {
        cancelled.set(true);
        interrupt();
    }

    /**
     * Whether the interrupt says that the job is not wanted, rather than that this process ends.
     */
    boolean isCancelled() {
        return cancelled.get();
    }

    /** The job's deadline has passed: as {@link #interrupt}. */
    void expire() {
        expired.set(true);
        interrupt();
    }

    /** Whether the interrupt says that it is too late for the job. */
    boolean isExpired() {
        return expired.get();
    }

    /** Whether the interrupt is meant for the job, and not for this process. */
    boolean endsJob() {
        return isCancelled() || isExpired();
    }

    /** What goes off at the job's deadline. */
    void limit(Alarms.Alarm alarm) {
        limit.set(Optional.of(alarm));
    }

    /** The work is done. */
    void over() {
        limit.getAndSet(Optional.empty()).ifPresent(Alarms.Alarm::cancel);
    }

    /** Cuts the wait or the call short, and those to come. */
    void interrupt() {
        lock.lock();
        try {
            cut.set(true);
            interrupted.set(true);
            open.get().ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Cuts waits short. A call that somebody has paid for goes on, or begins: its job would have to
     * be taken up a second time elsewhere.
     */
    void interruptUnlessCalling() {
        lock.lock();
        try {
            interrupted.set(true);
            open.get().filter(_ -> !calling.get()).ifPresent(Thread::interrupt);
        } finally {
            lock.unlock();
        }
    }
}
