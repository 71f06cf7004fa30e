package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.worker.fixture.Given;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class PlacesTest {

    private static final int CALLS = 100_000;

    private final Semaphore calls = new Semaphore(CALLS);
    private final Places places = new Places(calls);

    /** Takes places until no more may be on their way out; returns how many. */
    private int takeAll() {
        int taken = 0;
        while (places.tryAcquire()) {
            places.take(Given.permit(++taken));
        }
        return taken;
    }

    @Test
    void fewMayBeOnTheirWayOutHoweverManyMayCall() {
        int most = takeAll();
        assertThat(most).isLessThan(CALLS);
        assertThat(calls.availablePermits()).isEqualTo(CALLS - most);
    }

    @Test
    void aCallThatHasLeftMakesRoomForTheNext() {
        takeAll();
        places.departed(Given.permit(1));
        assertThat(places.tryAcquire()).isTrue();
        assertThat(places.tryAcquire()).isFalse();
    }

    @Test
    void aPlaceIsLeftOnceHoweverOftenItIsSaid() {
        int most = takeAll();
        for (int n = 0; n < 3; n++) {
            places.departed(Given.permit(1));
            places.leave(Given.permit(1));
            places.leave(Given.permit(2));
        }
        assertThat(calls.availablePermits()).isEqualTo(CALLS - most + 2);
        assertThat(places.tryAcquire()).isTrue();
        assertThat(places.tryAcquire()).isTrue();
        assertThat(places.tryAcquire()).isFalse();
    }

    @Test
    void placesThatGotNoPermitGoBackWhole() {
        int most = takeAll();
        places.untake(Given.permit(1));
        places.release(1);
        places.leave(Given.permit(1));
        assertThat(calls.availablePermits()).isEqualTo(CALLS - most + 1);
    }
}
