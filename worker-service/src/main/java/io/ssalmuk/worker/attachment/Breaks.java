package io.ssalmuk.worker.attachment;

/**
 * Where this thread may be interrupted: while it waits or sends a file, and not while it speaks to
 * the database.
 */
public interface Breaks {

    <T> T waiting(Wait<T> wait) throws InterruptedException;

    /** Something that may be cut short. */
    @FunctionalInterface
    interface Wait<T> {
        T run() throws InterruptedException;
    }
}
