package io.ssalmuk.api.submit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class WorkSignalTest {

    private final SlowSignals signals = new SlowSignals();

    @Test
    void aBurstIsOneSignalAndWhatComesLaterAnother() throws Exception {
        try (var signal = new WorkSignal(signals, Duration.ZERO)) {
            signal.workWaits();
            assertThat(signals.sent.take()).isEqualTo(new Signal.WorkWaiting());
            // The first is still being sent while these come.
            for (int i = 0; i < 100; i++) {
                signal.workWaits();
            }
            signals.gate.release(2);
            assertThat(signals.sent.take()).isEqualTo(new Signal.WorkWaiting());

            signal.workWaits();
            signals.gate.release();
            assertThat(signals.sent.take()).isEqualTo(new Signal.WorkWaiting());
            assertThat(signals.sent).isEmpty();
        }
    }

    /** Signals that take until the test lets them through. */
    private static final class SlowSignals implements Signals {

        private final LinkedBlockingQueue<Signal> sent = new LinkedBlockingQueue<>();
        private final Semaphore gate = new Semaphore(0);

        @Override
        public void send(Signal signal) {
            sent.add(signal);
            gate.acquireUninterruptibly();
        }

        @Override
        public void listenToSignals(Consumer<Signal> listener) {
            throw new UnsupportedOperationException();
        }
    }
}
