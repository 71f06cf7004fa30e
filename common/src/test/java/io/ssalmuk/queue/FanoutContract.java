package io.ssalmuk.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobId;
import org.junit.jupiter.api.Test;

/** What every {@link EndNotices} and {@link Signals} do. */
public interface FanoutContract {

    Wire wire();

    @Test
    default void everyProcessHearsThatAJobHasEnded() {
        try (var neighbour = wire().neighbour()) {
            var here = new Hand<JobId>();
            var there = new Hand<JobId>();
            wire().ends().listen(here);
            neighbour.ends().listen(there);
            var ended = JobId.next();

            neighbour.ends().send(ended);

            assertThat(here.take()).isEqualTo(ended);
            assertThat(there.take()).isEqualTo(ended);
        }
    }

    @Test
    default void everyProcessHearsEachSignal() {
        try (var neighbour = wire().neighbour()) {
            var here = new Hand<Signal>();
            var there = new Hand<Signal>();
            wire().signals().listenToSignals(here);
            neighbour.signals().listenToSignals(there);

            wire().signals().send(new Signal.WorkWaiting());
            wire().signals().send(new Signal.CapacityChanged());
            var freed = new Signal.PermitFreed("gemini-2.5-flash");
            var cancel = new Signal.Cancel(JobId.next());
            wire().signals().send(cancel);
            wire().signals().send(freed);

            assertThat(here.take(4))
                    .containsExactly(
                            new Signal.WorkWaiting(), new Signal.CapacityChanged(), cancel, freed);
            assertThat(there.take(4))
                    .containsExactly(
                            new Signal.WorkWaiting(), new Signal.CapacityChanged(), cancel, freed);
        }
    }

    @Test
    default void noticesAndSignalsDoNotMix() {
        var ends = new Hand<JobId>();
        var signals = new Hand<Signal>();
        wire().ends().listen(ends);
        wire().signals().listenToSignals(signals);
        var ended = JobId.next();

        wire().ends().send(ended);
        wire().signals().send(new Signal.WorkWaiting());

        assertThat(ends.take()).isEqualTo(ended);
        assertThat(signals.take()).isEqualTo(new Signal.WorkWaiting());
        assertThat(ends.isEmpty()).isTrue();
        assertThat(signals.isEmpty()).isTrue();
    }

    @Test
    default void whatNobodyListensToIsSentAllTheSame() {
        wire().ends().send(JobId.next());
        wire().signals().send(new Signal.WorkWaiting());

        assertThat(wire().state().reachable()).isTrue();
    }
}
