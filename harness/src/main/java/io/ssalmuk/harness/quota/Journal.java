package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.upstream.UpstreamCall;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The upstream's calls, and what is asked of them. */
record Journal(List<UpstreamCall> calls) {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    Optional<Instant> first() {
        return calls.stream()
                .filter(UpstreamCall::passed)
                .map(UpstreamCall::at)
                .min(Instant::compareTo);
    }

    Optional<Instant> last() {
        return calls.stream()
                .filter(UpstreamCall::passed)
                .map(UpstreamCall::at)
                .max(Instant::compareTo);
    }

    /** Calls that the quota let through within this time of the first one. */
    long passedWithin(Duration span) {
        return first().map(begin -> passedBetween(begin, begin.plus(span))).orElse(0L);
    }

    long passedBetween(Instant from, Instant to) {
        return calls.stream()
                .filter(UpstreamCall::passed)
                .filter(call -> !call.at().isBefore(from) && call.at().isBefore(to))
                .count();
    }

    long passedOf(String project, Instant from, Instant to) {
        return calls.stream()
                .filter(call -> call.passed() && call.project().equals(project))
                .filter(call -> !call.at().isBefore(from) && call.at().isBefore(to))
                .count();
    }

    /** Since then, of prompts that begin like this. */
    long passedSince(Instant from, String prompt) {
        return calls.stream()
                .filter(UpstreamCall::passed)
                .filter(call -> !call.at().isBefore(from) && call.prompt().startsWith(prompt))
                .count();
    }

    long tokensWithin(Duration span) {
        var end = first().orElse(Instant.EPOCH).plus(span);
        return calls.stream()
                .filter(call -> call.passed() && call.at().isBefore(end))
                .mapToLong(UpstreamCall::tokens)
                .sum();
    }

    long refused() {
        return calls.stream().filter(UpstreamCall::refused).count();
    }

    /**
     * What the simulator took for its slowest call; on a busy machine, that is in the calls' way.
     */
    long slowestMillis() {
        return calls.stream().mapToLong(UpstreamCall::handlingMillis).max().orElse(0);
    }

    /** Each refused call, and what was before it in its project's window. */
    String refusals() {
        return calls.stream()
                .filter(UpstreamCall::refused)
                .map(this::refusal)
                .collect(Collectors.joining());
    }

    private String refusal(UpstreamCall refused) {
        var window =
                calls.stream()
                        .filter(call -> call.passed() && call.project().equals(refused.project()))
                        .filter(call -> call.sequence() < refused.sequence())
                        .filter(call -> call.at().isAfter(refused.at().minus(WINDOW)))
                        .toList();
        return "%n    refused: %s %s %s, after %d ms here; %d calls in the minute before, the first of them %s, after %d ms here"
                .formatted(
                        refused.at(),
                        refused.project(),
                        refused.prompt().strip(),
                        refused.handlingMillis(),
                        window.size(),
                        window.isEmpty() ? "-" : window.getFirst().at(),
                        window.isEmpty() ? 0 : window.getFirst().handlingMillis());
    }

    long passed() {
        return calls.stream().filter(UpstreamCall::passed).count();
    }
}
