package io.ssalmuk.worker.dispatch;

import io.ssalmuk.cluster.Boots;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers after how long a silence boots were buried. */
final class FakeBoots implements Boots {

    private final List<Duration> buried = new CopyOnWriteArrayList<>();

    List<Duration> buried() {
        return buried;
    }

    @Override
    public void born(UUID boot, String name) {}

    @Override
    public boolean beat(UUID boot) {
        return true;
    }

    @Override
    public void gone(UUID boot) {}

    @Override
    public int bury(Duration silent) {
        buried.add(silent);
        return 0;
    }

    @Override
    public int alive(Duration silent) {
        return 0;
    }
}
