package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.fixture.Given;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class TellingLedgerTest {

    private static final String BUCKET = "gemini-2.5-flash";

    private final FakeSignals signals = new FakeSignals();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final TellingLedger ledger =
            new TellingLedger(new FakeLedger(), new FreedRoom(signals, later::add));

    private void aWhilePasses() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Test
    void whatComesBackInAWhileIsToldOnce() {
        for (int n = 0; n < 100; n++) {
            ledger.giveBack(Given.permit(n, BUCKET));
        }
        aWhilePasses();
        assertThat(signals.sent()).containsExactly(new Signal.PermitFreed(BUCKET));

        ledger.giveBack(Given.permit(1, BUCKET));
        aWhilePasses();
        assertThat(signals.sent()).hasSize(2);
    }

    @Test
    void tokensAreToldOfWhereThereAreMany() {
        var permit = Given.permit(1, BUCKET);
        var large =
                new Permit(
                        2,
                        permit.bucketId(),
                        permit.project(),
                        permit.key(),
                        BUCKET,
                        1,
                        10_000,
                        permit.issuedNanos(),
                        permit.useBy());

        ledger.settle(permit, 1);
        ledger.settle(large, 10_500);
        ledger.settle(large, 9_000);
        aWhilePasses();
        assertThat(signals.sent()).isEmpty();

        ledger.settle(large, 2_000);
        aWhilePasses();
        assertThat(signals.sent()).containsExactly(new Signal.PermitFreed(BUCKET));
    }
}
