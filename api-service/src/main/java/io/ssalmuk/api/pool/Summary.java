package io.ssalmuk.api.pool;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ssalmuk.pool.CallTally;
import io.ssalmuk.pool.CallTally.Sum;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What became of calls, and how much of what was available they used. */
record Summary(Period lastHour, Period lastDay) {

    /** Calls that got what they were for, or would have got it nowhere. */
    private static final List<String> NOT_WASTED = List.of(CallTally.SERVED, "bad-request");

    /**
     * All models together, and one by one.
     *
     * @param models by bucket
     */
    record Period(Figures total, Map<String, Figures> models) {

        static Period of(List<Sum> sums) {
            var byBucket =
                    sums.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Sum::bucket, LinkedHashMap::new, Collectors.toList()));
            var models = new LinkedHashMap<String, Figures>();
            byBucket.forEach((bucket, of) -> models.put(bucket, Figures.of(of, available(of))));
            return new Period(Figures.of(sums, sum(byBucket.values())), models);
        }

        /** Of those that have a limit; what has none cannot be used up. */
        private static @Nullable Long sum(Collection<List<Sum>> buckets) {
            long all = 0;
            for (var bucket : buckets) {
                var one = available(bucket);
                if (one == null) {
                    return null;
                }
                all += one;
            }
            return all == 0 ? null : Long.valueOf(all);
        }

        /** What the minutes in which there were calls had room for. */
        private static @Nullable Long available(List<Sum> sums) {
            var one = sums.getFirst();
            long minute = one.rpm() * one.minutes();
            long day = one.rpd();
            return minute == 0
                    ? day == 0 ? null : Long.valueOf(day)
                    : Long.valueOf(day == 0 ? minute : Math.min(minute, day));
        }
    }

    /**
     * Calls by what became of them.
     *
     * @param wasted calls that cost quota, and brought no answer
     * @param available what the quota allowed in the minutes that had calls; none if it is
     *     unlimited
     * @param utilisation the part of it that was served
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Figures(
            long calls,
            long served,
            long wasted,
            Map<String, Long> wastedByCause,
            @Nullable Long available,
            @Nullable Double utilisation) {

        static Figures of(List<Sum> sums, @Nullable Long available) {
            var byOutcome =
                    sums.stream()
                            .collect(
                                    Collectors.groupingBy(
                                            Sum::outcome,
                                            TreeMap::new,
                                            Collectors.summingLong(Sum::calls)));
            long calls = sum(byOutcome.values());
            long served = byOutcome.getOrDefault(CallTally.SERVED, 0L);
            byOutcome.keySet().removeAll(NOT_WASTED);
            return new Figures(
                    calls,
                    served,
                    sum(byOutcome.values()),
                    byOutcome,
                    available,
                    available == null ? null : Double.valueOf(part(served, available)));
        }

        private static long sum(Collection<Long> numbers) {
            return numbers.stream().mapToLong(Long::longValue).sum();
        }

        private static double part(long served, long available) {
            return Math.round(1000.0 * served / available) / 1000.0;
        }
    }
}
