package io.ssalmuk.worker.ticket;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A thread that works on a ticket, and may be interrupted only while it waits or calls: an
 * interrupt within a database call would break the connection and lose its answer.
 */
final class Hold {

    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean open = new AtomicBoolean();
    private final AtomicBoolean calling = new AtomicBoolean();
    private final AtomicBoolean interrupted = new AtomicBoolean();

    Hold(Thread thread) {
        this.thread = thread;
    }

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
            if (interrupted.get()) {
                throw new InterruptedException();
            }
            calling.set(call);
            open.set(true);
        } finally {
            lock.unlock();
        }
    }

    private void exit() {
        lock.lock();
        try {
            open.set(false);
            calling.set(false);
            // What follows is the settlement, which must not be cut.
            boolean _ = Thread.interrupted();
        } finally {
            lock.unlock();
        }
    }

    /** Cuts the wait or the call short, or the next one should there be none now. */
    void interrupt() {
        lock.lock();
        try {
            interrupted.set(true);
            if (open.get()) {
                thread.interrupt();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The same, unless a call is under way that somebody has paid for. */
    void interruptUnlessCalling() {
        lock.lock();
        try {
            if (!calling.get()) {
                interrupt();
            }
        } finally {
            lock.unlock();
        }
    }
}
