package io.ssalmuk.file;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

class InMemoryCopiesTest implements UpstreamCopiesContract {

    private final ManualClock clock = new ManualClock(Instant.EPOCH);
    private final InMemoryBoots boots = new InMemoryBoots(clock);
    private final InMemoryCopies copies = new InMemoryCopies(boots, clock);
    private final AtomicLong projects = new AtomicLong();

    @Override
    public UpstreamCopies copies() {
        return copies;
    }

    @Override
    public ProjectId project() {
        return new ProjectId(projects.incrementAndGet());
    }

    @Override
    public UUID boot() {
        var boot = UUID.randomUUID();
        boots.born(boot, "worker");
        return boot;
    }

    @Override
    public void bury(UUID boot) {
        boots.gone(boot);
    }

    @Override
    public void use(ContentHash hash, boolean used) {
        copies.use(hash, used);
    }

    @Override
    public void pass(Duration time) {
        clock.pass(time);
    }
}
