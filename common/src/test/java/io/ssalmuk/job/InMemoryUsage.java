package io.ssalmuk.job;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A usage log that is gone with the test; it knows neither clients' nor projects' names. */
final class InMemoryUsage implements UsageLog {

    private static final Comparator<Mark> OLDEST_FIRST =
            Comparator.comparing(Mark::endedAt).thenComparing(Mark::job);

    private final List<UsageEntry> entries = new CopyOnWriteArrayList<>();

    /** Logs a job that has just ended, and answers it. */
    InMemoryJob log(InMemoryJob ended, CallFacts call) {
        var request = ended.request();
        var job = ended.job();
        var error = job.error();
        entries.add(
                new UsageEntry(
                        request.id(),
                        request.client(),
                        null,
                        request.method(),
                        request.model(),
                        null,
                        job.state(),
                        error == null ? null : error.code(),
                        job.attempt(),
                        sizes(request.body(), job.result()),
                        call.tokens(),
                        times(job, call),
                        ended(job)));
        return ended;
    }

    private static UsageEntry.Sizes sizes(Body request, @Nullable Body answer) {
        return new UsageEntry.Sizes(
                (long) request.bytes().length,
                answer == null ? null : Long.valueOf(answer.bytes().length));
    }

    private static UsageEntry.Times times(Job job, CallFacts call) {
        var timing = call.timing();
        var total = Duration.between(job.createdAt(), ended(job));
        total = total.isNegative() ? Duration.ZERO : total;
        var waited = timing == null ? total : total.minus(timing.sinceLeft(System.nanoTime()));
        return new UsageEntry.Times(
                waited.isNegative() ? Duration.ZERO : waited,
                timing == null ? null : timing.took(),
                total);
    }

    private static Instant ended(Job job) {
        return Objects.requireNonNull(job.endedAt());
    }

    @Override
    public List<UsageEntry> page(Filter filter, @Nullable Mark before, int most) {
        return entries.stream()
                .filter(entry -> fits(filter, entry))
                .filter(entry -> before == null || OLDEST_FIRST.compare(entry.mark(), before) < 0)
                .sorted(Comparator.comparing(UsageEntry::mark, OLDEST_FIRST.reversed()))
                .limit(most)
                .toList();
    }

    private static boolean fits(Filter filter, UsageEntry entry) {
        return fits(filter.client(), entry.client())
                && fits(filter.method(), entry.method())
                && fits(filter.model(), entry.model())
                && fits(filter.state(), entry.state())
                && (filter.from() == null || !entry.endedAt().isBefore(filter.from()))
                && (filter.to() == null || entry.endedAt().isBefore(filter.to()));
    }

    private static boolean fits(@Nullable Object wanted, Object is) {
        return wanted == null || wanted.equals(is);
    }
}
