package io.ssalmuk.api.backlog;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.Admissions.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * A backlog is counted whole: a short one each time that somebody asks, a long one so seldom that
 * counting takes a small part of the time.
 */
final class CountedBacklog {

    private static final int PAUSES = 10;

    private static final Duration QUICK = Duration.ofMillis(50);

    private final Admissions admissions;
    private final LongSupplier nanos;
    private final AtomicReference<Optional<Count>> last = new AtomicReference<>(Optional.empty());

    private record Count(List<Backlog> backlog, long untilNanos) {}

    CountedBacklog(Admissions admissions, LongSupplier nanos) {
        this.admissions = admissions;
        this.nanos = nanos;
    }

    List<Backlog> get() {
        long now = nanos.getAsLong();
        return last.get()
                .filter(count -> now - count.untilNanos() < 0)
                .map(Count::backlog)
                .orElseGet(this::count);
    }

    private List<Backlog> count() {
        long begun = nanos.getAsLong();
        var backlog = admissions.backlog();
        long done = nanos.getAsLong();
        if (done - begun > QUICK.toNanos()) {
            last.set(Optional.of(new Count(backlog, done + PAUSES * (done - begun))));
        }
        return backlog;
    }
}
