package io.ssalmuk.file;

import io.ssalmuk.fixture.ManualClock;
import java.time.Duration;
import java.time.Instant;

class InMemoryFileStoreTest implements FileStoreContract {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final InMemoryFileStore store = new InMemoryFileStore(clock);

    @Override
    public FileStore store() {
        return store;
    }

    @Override
    public void age(Duration time) {
        clock.pass(time);
    }

    @Override
    public long things() {
        return store.things();
    }
}
