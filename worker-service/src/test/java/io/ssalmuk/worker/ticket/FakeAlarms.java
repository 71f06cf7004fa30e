package io.ssalmuk.worker.ticket;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Time that passes when a test says so. */
final class FakeAlarms implements Alarms {

    private record Due(Duration at, Runnable action) {}

    private final List<Due> pending = new ArrayList<>();
    private final AtomicReference<Duration> now = new AtomicReference<>(Duration.ZERO);

    @Override
    public Alarm in(Duration pause, Runnable action) {
        var due = new Due(now.get().plus(pause), action);
        pending.add(due);
        return () -> pending.remove(due);
    }

    void pass(Duration time) {
        var end = now.get().plus(time);
        var next = next(end);
        while (next.isPresent()) {
            pending.remove(next.get());
            now.set(next.get().at());
            next.get().action().run();
            next = next(end);
        }
        now.set(end);
    }

    private Optional<Due> next(Duration end) {
        return pending.stream()
                .filter(due -> due.at().compareTo(end) <= 0)
                .min(Comparator.comparing(Due::at));
    }

    int pending() {
        return pending.size();
    }
}
