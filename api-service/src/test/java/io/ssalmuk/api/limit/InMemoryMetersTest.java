package io.ssalmuk.api.limit;

import io.ssalmuk.api.MutableClock;

final class InMemoryMetersTest implements ClientMetersContract {

    private final MutableClock clock = new MutableClock();
    private final ClientMeters meters = new InMemoryMeters(clock);

    @Override
    public MutableClock clock() {
        return clock;
    }

    @Override
    public ClientMeters meters() {
        return meters;
    }
}
