package io.ssalmuk.api.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.job.InMemoryJobs;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class CountedBacklogTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong steps = new AtomicLong();
    private final AtomicLong asked = new AtomicLong();
    private final CountedBacklog backlog =
            new CountedBacklog(
                    new InMemoryJobs(new InMemoryBoots(() -> Instant.EPOCH), () -> Instant.EPOCH),
                    this::time);

    /** Each look at the clock takes a step. */
    private long time() {
        asked.incrementAndGet();
        return nanos.getAndAdd(steps.get());
    }

    private boolean counts() {
        long before = asked.get();
        assertThat(backlog.get()).isEmpty();
        return asked.get() - before > 1;
    }

    @Test
    void aShortOneIsCountedEachTime() {
        assertThat(counts()).isTrue();
        assertThat(counts()).isTrue();
    }

    @Test
    void aLongOneIsRememberedForTenTimesAsLongAsItTook() {
        steps.set(Duration.ofMillis(100).toNanos());
        assertThat(counts()).isTrue();
        steps.set(0);
        assertThat(counts()).isFalse();
        nanos.addAndGet(Duration.ofMillis(800).toNanos());
        assertThat(counts()).isFalse();
        nanos.addAndGet(Duration.ofMillis(200).toNanos());
        assertThat(counts()).isTrue();
    }
}
