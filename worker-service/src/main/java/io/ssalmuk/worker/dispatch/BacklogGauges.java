package io.ssalmuk.worker.dispatch;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.Admissions.Backlog;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The whole backlog, shown by whoever is on duty. */
@Component
final class BacklogGauges {

    private static final Duration EVERY = Duration.ofSeconds(15);

    /** A backlog is counted whole: a long one so seldom that it costs no more than a short one. */
    private static final int PAUSES = 50;

    private final Admissions admissions;
    private final MultiGauge gauge;
    private final AtomicLong next = new AtomicLong(System.nanoTime());

    BacklogGauges(Admissions admissions, MeterRegistry meters) {
        this.admissions = admissions;
        this.gauge =
                MultiGauge.builder("ssalmuk.backlog")
                        .description("jobs that neither run nor have ended, by place")
                        .register(meters);
    }

    void refresh(boolean idle) {
        long begun = System.nanoTime();
        if (begun - next.get() < 0) {
            return;
        }
        var backlog = idle ? List.<Backlog>of() : admissions.backlog();
        gauge.register(backlog.stream().flatMap(BacklogGauges::rows).toList(), true);
        long took = System.nanoTime() - begun;
        next.set(begun + Math.max(EVERY.toNanos(), took * PAUSES));
    }

    /** Another process shows it now. */
    void clear() {
        gauge.register(List.of(), true);
        next.set(System.nanoTime());
    }

    private static Stream<Row<?>> rows(Backlog backlog) {
        var line = backlog.line();
        var tags = Tags.of("bucket", line.bucket(), "lane", line.lane().text());
        return Stream.of(
                Row.of(tags.and("place", "waiting"), backlog.waiting()),
                Row.of(tags.and("place", "admitted"), backlog.ticketed()),
                Row.of(tags.and("place", "parked"), backlog.parked()));
    }
}
