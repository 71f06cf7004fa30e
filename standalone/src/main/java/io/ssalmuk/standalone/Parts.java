package io.ssalmuk.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The parts that run, stopped in the opposite order of their start. One lock for both: a signal in
 * the middle of a start waits for that part, stops it with the others, and no further one starts.
 */
final class Parts {

    private final Console console;
    private final Deque<Part> running = new ArrayDeque<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    Parts(Console console) {
        this.console = console;
    }

    synchronized <T extends AutoCloseable> T start(String name, Callable<T> starter) {
        if (stopped.get()) {
            throw new StoppedException();
        }
        var begun = console.begin(name);
        try {
            T part = starter.call();
            running.push(new Part(name, part));
            console.done(begun);
            return part;
        } catch (RuntimeException e) {
            console.failed();
            throw e;
        } catch (Exception e) {
            console.failed();
            throw new IllegalStateException(name + " did not start", e);
        }
    }

    synchronized void stop() {
        stopped.set(true);
        if (!running.isEmpty()) {
            console.say("Stopping");
        }
        while (!running.isEmpty()) {
            stop(running.pop());
        }
    }

    /** A part that fails to stop must not keep the others, PostgreSQL above all, from stopping. */
    private void stop(Part part) {
        var begun = console.begin(part.name());
        try {
            part.running().close();
            console.done(begun);
        } catch (Exception e) {
            console.failed();
            System.getLogger("io.ssalmuk.standalone")
                    .log(System.Logger.Level.ERROR, part.name() + " did not stop", e);
        }
    }

    private record Part(String name, AutoCloseable running) {}
}
