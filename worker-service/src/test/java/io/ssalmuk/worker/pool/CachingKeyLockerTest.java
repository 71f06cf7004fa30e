package io.ssalmuk.worker.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.queue.Signal;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.fixture.FakeSignals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CachingKeyLockerTest {

    private static final KeyId ID = new KeyId(7);

    private final FakePool pool = new FakePool();
    private final FakeSignals signals = new FakeSignals();
    private final CachingKeyLocker locker = new CachingKeyLocker(pool, Rings.turning(), signals);

    @BeforeEach
    void aKeyIsInThePool() {
        pool.put(ID, Rings.seal(new GeminiKey("AQ.seven")));
    }

    @Test
    void aKeyIsOpenedForTheCall() {
        assertThat(locker.key(ID)).map(GeminiKey::reveal).contains("AQ.seven");
    }

    @Test
    void aKeyIsFetchedOnce() {
        locker.key(ID);
        locker.key(ID);
        assertThat(pool.looked()).containsExactly(ID);
    }

    @Test
    void aKeyThatLeftThePoolIsNotGivenOut() {
        pool.remove(ID);
        assertThat(locker.key(ID)).isEmpty();
    }

    @Test
    void aChangedPoolIsLookedAtAgain() {
        locker.key(ID);
        pool.remove(ID);
        signals.send(new Signal.CapacityChanged());
        assertThat(locker.key(ID)).isEmpty();
    }

    @Test
    void waitingWorkIsNoReasonToForgetKeys() {
        locker.key(ID);
        signals.send(new Signal.WorkWaiting());
        locker.key(ID);
        assertThat(pool.looked()).hasSize(1);
    }

    @Test
    void aQuarantinedKeyIsGivenOutNoMoreAndEverybodyIsTold() {
        locker.key(ID);
        locker.quarantine(ID, "API_KEY_INVALID");
        assertThat(locker.key(ID)).isEmpty();
        assertThat(pool.quarantined()).containsExactly("7 API_KEY_INVALID");
        assertThat(signals.sent()).containsExactly(new Signal.CapacityChanged());
    }
}
