package io.ssalmuk.simulator.quota;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.ssalmuk.simulator.quota.QuotaBook.Mishap;
import io.ssalmuk.simulator.quota.Verdict.Granted;
import io.ssalmuk.simulator.quota.Verdict.Refused;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Admits or refuses the calls to one bucket, one at a time, in the order of their arrival. */
final class BucketMeter {
    private final Bucket bucket;
    private final InstantSource clock;
    private final Tallies tallies = new Tallies();
    private final Counts counts = new Counts();
    private final AtomicReference<Instant> latest = new AtomicReference<>(Instant.MIN);

    BucketMeter(Bucket bucket, InstantSource clock) {
        this.bucket = bucket;
        this.clock = clock;
    }

    /** The mishap is drawn only for a call that is let through, so that a refusal uses none up. */
    synchronized Verdict charge(Cost cost, Terms terms, Supplier<Mishap> mishaps) {
        // A system clock may step back; windows are only right if arrivals never do.
        Instant now = latest.accumulateAndGet(clock.instant(), (a, b) -> a.isAfter(b) ? a : b);
        List<Violation> violations = violations(cost, terms, now);
        if (violations.isEmpty()) {
            return grant(now, cost, mishaps.get());
        }
        return refuse(now, cost, terms, violations);
    }

    synchronized BucketReport report(Limits limits) {
        return counts.report(bucket, limits, tallies);
    }

    private Verdict grant(Instant now, Cost cost, Mishap mishap) {
        if (mishap.spends()) {
            tallies.add(now, cost);
        }
        counts.granted(mishap.name());
        return new Granted(now, mishap.spends(), mishap.name());
    }

    private Verdict refuse(Instant now, Cost cost, Terms terms, List<Violation> violations) {
        Set<Dimension> exceeded =
                violations.stream().map(Violation::dimension).collect(toUnmodifiableSet());
        Instant retryAt = retryAt(now, cost, terms, violations);
        boolean charged = terms.rules().refusalsCount();
        if (charged) {
            tallies.add(now, new Cost(cost.requests(), 0)); // no prompt was read, so no tokens
        }
        counts.refused(exceeded);
        Duration retryAfter = Duration.between(now, retryAt);
        var refusal = QuotaRefusal.of(bucket, violations, retryAfter);
        return new Refused(now, charged, exceeded, refusal);
    }

    private List<Violation> violations(Cost cost, Terms terms, Instant now) {
        Cost minute = tallies.inMinute(terms.rules().window(), now, terms.others()).plus(cost);
        Cost day = tallies.inDay(now, terms.others()).plus(cost);
        Limits limits = terms.limits();
        var found = new ArrayList<Violation>();
        over(limits.rpm(), minute.requests(), Dimension.MINUTE).ifPresent(found::add);
        over(limits.tpm(), minute.tokens(), Dimension.TOKENS).ifPresent(found::add);
        over(limits.rpd(), day.requests(), Dimension.DAY).ifPresent(found::add);
        return found;
    }

    private static Optional<Violation> over(OptionalLong limit, long sum, Dimension dimension) {
        return limit.isPresent() && sum > limit.getAsLong()
                ? Optional.of(new Violation(dimension, limit.getAsLong()))
                : Optional.empty();
    }

    private Instant retryAt(Instant now, Cost cost, Terms terms, List<Violation> violations) {
        boolean dayIsSpent =
                violations.stream()
                        .anyMatch(each -> each.dimension() == Dimension.DAY && each.limit() > 0);
        if (dayIsSpent && terms.rules().dayHint() == DayHint.MIDNIGHT) {
            return PacificDay.of(now).end();
        }
        WindowKind window = terms.rules().window();
        Cost used = tallies.inMinute(window, now, terms.others());
        return tallies.roomAt(window, now, terms.limits().excess(used.plus(cost)));
    }
}
