package io.ssalmuk.benchmark.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;

/** What a run came to. */
record Seen(Duration time, long permits, long busy, List<Long> nanos) {

    /** What one connection saw. */
    static final class One {

        private final AtomicLong permits = new AtomicLong();
        private final AtomicLong busy = new AtomicLong();
        private final LongStream.Builder nanos = LongStream.builder();

        void granted(int count, long took) {
            permits.addAndGet(count);
            nanos.add(took);
        }

        void busy() {
            busy.incrementAndGet();
        }
    }

    static Seen together(Duration time, List<One> all) {
        return new Seen(
                time,
                all.stream().mapToLong(one -> one.permits.get()).sum(),
                all.stream().mapToLong(one -> one.busy.get()).sum(),
                all.stream().flatMap(one -> one.nanos.build().boxed()).sorted().toList());
    }

    double perSecond() {
        return (double) permits / time.toSeconds();
    }

    /** In milliseconds, of the statements that granted something. */
    double percentile(int percent) {
        return nanos.isEmpty() ? 0 : nanos.get((nanos.size() - 1) * percent / 100) / 1e6;
    }

    double busyPercent() {
        return 100.0 * busy / Math.max(1, busy + nanos.size());
    }
}
