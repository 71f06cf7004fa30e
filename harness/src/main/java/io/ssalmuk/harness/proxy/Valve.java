package io.ssalmuk.harness.proxy;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Open, or in the way of everybody. */
final class Valve {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition opened = lock.newCondition();
    private final AtomicBoolean shut = new AtomicBoolean();

    void shut() {
        shut.set(true);
    }

    void open() {
        lock.lock();
        try {
            shut.set(false);
            opened.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void pass() {
        if (!shut.get()) {
            return;
        }
        lock.lock();
        try {
            while (shut.get()) {
                opened.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }
}
