package io.ssalmuk.worker.attachment;

/** A thread that nobody interrupts. */
final class Unbroken implements Breaks {

    @Override
    public <T> T waiting(Wait<T> wait) throws InterruptedException {
        return wait.run();
    }
}
