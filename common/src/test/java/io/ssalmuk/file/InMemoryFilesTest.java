package io.ssalmuk.file;

import io.ssalmuk.fixture.ManualClock;
import java.time.Instant;

class InMemoryFilesTest implements ClientFilesContract {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final InMemoryFileStore store = new InMemoryFileStore(clock);
    private final InMemoryFiles files = new InMemoryFiles(store, clock);

    @Override
    public FileStore store() {
        return store;
    }

    @Override
    public ClientFiles files() {
        return files;
    }

    @Override
    public Contents contents() {
        return files;
    }
}
