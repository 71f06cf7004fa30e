package io.ssalmuk.pool.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaStore;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The calls that left, as Google counts them, against the limits in force when the last of each
 * window was leased. What happened when is told by the process's clock: a statement took effect at
 * some moment between its start and its end, and nobody knows at which.
 */
final class UpstreamLog {

    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    /** From a statement's start to its end. */
    record Span(long from, long to) {

        static final Span NEVER = new Span(Long.MAX_VALUE, Long.MAX_VALUE);

        /** The statement failed: perhaps it took effect, perhaps not. */
        static final Span PERHAPS = new Span(Long.MIN_VALUE, Long.MAX_VALUE);

        boolean meets(Span other) {
            return from <= other.to && other.from <= to;
        }
    }

    /** A call as it arrived, and what the ledger was told of it. */
    record Call(Permit permit, Instant arrival, long tokens, Span leased, Span settled) {

        /** What the ledger may have counted it as, at the least. */
        long known(Span last) {
            if (settled.to < last.from) {
                return tokens;
            }
            return settled.from > last.to ? permit.tokens() : Math.min(tokens, permit.tokens());
        }

        LocalDate day() {
            return LocalDate.ofInstant(arrival, PACIFIC);
        }
    }

    /** Limits of every project, from the span in which they were said. */
    record Said(Span span, long rpm, long tpm) {}

    private final List<Call> calls;
    private final List<Said> said;
    private final Span merge;
    private final List<Long> merged;
    private final long seed;

    /**
     * Calls of these two projects count together once they are merged.
     *
     * @param said in the order in which it was said
     */
    UpstreamLog(List<Call> calls, List<Said> said, Span merge, List<Long> merged, long seed) {
        this.calls = calls.stream().sorted(Comparator.comparing(Call::arrival)).toList();
        this.said = said;
        this.merge = merge;
        this.merged = merged;
        this.seed = seed;
    }

    int size() {
        return calls.size();
    }

    void keepsEveryMinute() {
        for (int end = 0; end < calls.size(); end++) {
            var from = calls.get(end).arrival().minus(QuotaStore.WINDOW);
            together(
                            calls.subList(0, end + 1).stream()
                                    .filter(call -> call.arrival().isAfter(from))
                                    .toList())
                    .forEach(this::keepsTheMinute);
        }
    }

    private void keepsTheMinute(List<Call> window) {
        var last = last(window);
        assertThat(sum(window, call -> call.permit().units()))
                .as("requests, seed %d: %s", seed, window)
                .isLessThanOrEqualTo(most(last, Said::rpm));
        assertThat(sum(window, call -> call.known(last)))
                .as("tokens, seed %d: %s", seed, window)
                .isLessThanOrEqualTo(most(last, Said::tpm));
    }

    void keepsEveryDay(long rpd) {
        calls.stream()
                .collect(Collectors.groupingBy(Call::day))
                .values()
                .forEach(day ->
                        together(day)
                                .forEach(one ->
                                        assertThat(sum(one, call -> call.permit().units()))
                                                .as("a day, seed %d: %s", seed, one)
                                                .isLessThanOrEqualTo(rpd)));
    }

    /** By project; the two that are one are told apart until something was leased after that. */
    private Iterable<List<Call>> together(List<Call> some) {
        return some.stream().collect(Collectors.groupingBy(call -> place(call, some))).values();
    }

    private long place(Call call, List<Call> some) {
        long project = call.permit().project().value();
        if (!merged.contains(project)) {
            return project;
        }
        var both =
                some.stream().filter(c -> merged.contains(c.permit().project().value())).toList();
        return last(both).from > merge.to ? merged.getFirst() : project;
    }

    /** When the last of them was leased. */
    private static Span last(List<Call> some) {
        return new Span(
                some.stream().mapToLong(call -> call.leased().from).max().orElseThrow(),
                some.stream().mapToLong(call -> call.leased().to).max().orElseThrow());
    }

    private long most(Span when, ToLongFunction<Said> limit) {
        long most = 0;
        for (int n = 0; n < said.size(); n++) {
            long until = n + 1 < said.size() ? said.get(n + 1).span().to : Long.MAX_VALUE;
            if (new Span(said.get(n).span().from, until).meets(when)) {
                most = Math.max(most, limit.applyAsLong(said.get(n)));
            }
        }
        return most;
    }

    private static long sum(List<Call> some, ToLongFunction<Call> weight) {
        return some.stream().mapToLong(weight).sum();
    }
}
