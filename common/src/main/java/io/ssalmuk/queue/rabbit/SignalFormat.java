package io.ssalmuk.queue.rabbit;

import io.ssalmuk.queue.Signal;
import java.util.Optional;

/** A signal as a message: one word. */
final class SignalFormat {

    private static final String WORK = "work-waiting";
    private static final String CAPACITY = "capacity-changed";

    private SignalFormat() {}

    static String write(Signal signal) {
        return switch (signal) {
            case Signal.WorkWaiting _ -> WORK;
            case Signal.CapacityChanged _ -> CAPACITY;
        };
    }

    /** Empty for a word that a newer version sent. */
    static Optional<Signal> read(String text) {
        return switch (text) {
            case WORK -> Optional.of(new Signal.WorkWaiting());
            case CAPACITY -> Optional.of(new Signal.CapacityChanged());
            default -> Optional.empty();
        };
    }
}
