package io.ssalmuk.queue;

import java.util.function.Consumer;

/** Sends signals to every process, this one included. */
public interface Signals {
    void send(Signal signal);

    void listenToSignals(Consumer<Signal> listener);
}
