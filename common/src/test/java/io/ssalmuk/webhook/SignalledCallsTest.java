package io.ssalmuk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.queue.Hand;
import io.ssalmuk.queue.InMemoryBroker;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SignalledCallsTest {

    private final Signals wire = new InMemoryBroker().connect().signals();
    private final Hand<Signal> heard = new Hand<>();
    private final SignalledCalls calls = new SignalledCalls(wire);

    @Test
    void whoDoesNotDeliverTellsTheOthers() {
        wire.listenToSignals(heard);

        calls.ring(List.of("lane"));

        assertThat(heard.take()).isEqualTo(new Signal.WebhooksDue());
    }

    @Test
    void whoDeliversTakesWhatItHasEndedWithoutAMessage() {
        wire.listenToSignals(heard);
        var lanes = new ArrayList<String>();
        calls.answer(lanes::addAll);

        calls.ring(List.of("lane"));

        assertThat(lanes).containsExactly("lane");
        assertThat(heard.isEmpty()).isTrue();
    }
}
