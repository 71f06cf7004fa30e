package io.ssalmuk.quota;

import io.ssalmuk.fixture.ManualClock;
import java.time.Duration;
import java.time.Instant;

class InMemoryQuotaTest
        implements QuotaLedgerContract,
                QuotaRestContract,
                QuotaRenewalContract,
                QuotaTokensContract,
                QuotaOrderContract,
                QuotaRaceContract,
                QuotaSupplyContract,
                QuotaViewContract,
                KeyPoolContract {

    private final QuotaStore store = new InMemoryStore();

    @Override
    public QuotaStore store() {
        return store;
    }

    private static final class InMemoryStore implements QuotaStore {

        private final ManualClock clock = new ManualClock(NOON);
        private final InMemoryPool pool = new InMemoryPool();
        private final InMemoryQuota ledger = new InMemoryQuota(pool, false, clock, () -> 0);
        private final InMemoryQuota simulated = new InMemoryQuota(pool, true, clock, () -> 0);

        @Override
        public KeyPool pool() {
            return pool;
        }

        @Override
        public QuotaLedger ledger() {
            return ledger;
        }

        @Override
        public QuotaLedger simulatedLedger() {
            return simulated;
        }

        /** The same account would have to be shared: it is used in place of the other. */
        @Override
        public QuotaLedger ledgerKeeping(double share) {
            return new InMemoryQuota(pool, false, share, clock, () -> 0);
        }

        @Override
        public QuotaView view() {
            return new InMemoryQuotaView(ledger);
        }

        @Override
        public QuotaView simulatedView() {
            return new InMemoryQuotaView(simulated);
        }

        @Override
        public QuotaSupply supply() {
            return new InMemoryQuotaSupply(ledger);
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void set(Instant now) {
            clock.set(now);
        }

        @Override
        public void pass(Duration time) {
            clock.pass(time);
        }
    }
}
