package io.ssalmuk.worker.warden;

import io.ssalmuk.catalogue.Catalogue;
import io.ssalmuk.job.Claim;
import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.PoolLessons;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.breaker.Breakers;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.Lesson;
import io.ssalmuk.worker.pool.KeyLocker;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

@Component
final class LearningWarden implements PoolWarden {

    private static final Logger log = LoggerFactory.getLogger(LearningWarden.class);

    private final QuotaLedger ledger;
    private final KeyLocker keys;
    private final PoolLessons lessons;
    private final CallCounts counts;
    private final Breakers breakers;
    private final Signals signals;

    /** Buckets that refused without a reason: a call that is let through ends their row. */
    private final Set<Long> met = ConcurrentHashMap.newKeySet();

    LearningWarden(
            QuotaLedger ledger,
            KeyLocker keys,
            PoolLessons lessons,
            CallWatchers watchers,
            Signals signals) {
        this.ledger = ledger;
        this.keys = keys;
        this.lessons = lessons;
        this.counts = watchers.counts();
        this.breakers = watchers.breakers();
        this.signals = signals;
    }

    /** Those who want to know how every call ended. */
    @Component
    record CallWatchers(CallCounts counts, Breakers breakers) {}

    @Override
    public void ended(Permit permit, CallOutcome outcome) {
        counts.ended(permit.bucket(), outcome);
        if (outcome instanceof CallOutcome.Answered && met.remove(permit.bucketId())) {
            learned(() -> lessons.letThrough(permit, age(permit)));
        }
        breakers.ended(permit, outcome);
    }

    @Override
    public void throttled(Claim claim, Permit permit, Throttled throttled) {
        rest(permit, throttled);
        learned(() -> {
            boolean corrected = isOfAModel(permit) && learn(claim, permit, throttled.lesson());
            drift(permit, throttled, corrected);
            identify(permit, throttled.lesson());
            if (corrected) {
                signals.send(new Signal.CapacityChanged());
            }
        });
    }

    /** First of all: whatever is learned takes longer than the next call. */
    private void rest(Permit permit, Throttled throttled) {
        var reason = throttled.reason();
        switch (throttled.span()) {
            case PAUSE -> ledger.coolDown(permit, throttled.pause(), reason);
            case GROWING -> {
                met.add(permit.bucketId());
                lessons.restLonger(permit, age(permit), throttled.pause(), reason);
            }
            case DAY -> ledger.coolDownForTheDay(permit, throttled.pause(), reason);
            case UNSUPPORTED -> lessons.unsupported(permit, throttled.pause(), reason);
            case PROJECT -> {
                log.warn(
                        "project {} may call nothing until somebody sees to it ({}); one call asks"
                                + " again in {} minutes",
                        permit.project().value(),
                        reason,
                        throttled.pause().toMinutes());
                lessons.stop(permit, throttled.pause(), reason);
            }
        }
    }

    /** The job has its answer, and goes on whether or not anything could be learned from it. */
    private void learned(Runnable lesson) {
        try {
            lesson.run();
        } catch (DataAccessException | TransactionException e) {
            log.warn("nothing was learned from a refusal: {}", e.getMessage());
        }
    }

    /** All models are counted in the one bucket: what is said of one of them is not said of it. */
    private static boolean isOfAModel(Permit permit) {
        return !permit.bucket().equals(Catalogue.COUNT_TOKENS);
    }

    private boolean learn(Claim claim, Permit permit, Lesson lesson) {
        var other = lesson.bucket().filter(bucket -> !bucket.equals(permit.bucket()));
        if (other.isPresent()) {
            // Its limits are not those of the bucket that was leased from.
            return teaches(claim, permit, other.get());
        }
        boolean corrected = false;
        for (var limit : lesson.limits()) {
            corrected |= learn(permit, limit.dimension(), limit.value());
        }
        return corrected;
    }

    private boolean learn(Permit permit, Dimension dimension, long value) {
        boolean corrected = lessons.learn(permit, dimension, value, age(permit));
        if (corrected) {
            log.info(
                    "project {} has a limit of {} {} for {}, says the upstream; that counts now",
                    permit.project().value(),
                    value,
                    dimension,
                    permit.bucket());
        }
        return corrected;
    }

    private static Duration age(Permit permit) {
        return Duration.ofNanos(System.nanoTime() - permit.issuedNanos());
    }

    private boolean teaches(Claim claim, Permit permit, String bucket) {
        if (!family(bucket).equals(family(permit.bucket()))) {
            return false;
        }
        boolean isNew = lessons.alias(claim.model(), bucket, permit.bucket());
        if (isNew) {
            log.warn(
                    "NOTICE: {} is counted as {} by the upstream, not as {}; new jobs draw from"
                            + " that. PUT /admin/aliases says otherwise",
                    claim.model(),
                    bucket,
                    permit.bucket());
        }
        return isNew;
    }

    private static String family(String name) {
        return name.split("-", 2)[0];
    }

    private void drift(Permit permit, Throttled throttled, boolean corrected) {
        counts.drift(permit.bucket());
        lessons.refused(permit, corrected ? Optional.empty() : exceeded(throttled))
                .ifPresent(drift ->
                        log.warn(
                                "DRIFT: project {} was refused {} ({}) although the ledger had"
                                        + " room: counted {}, limit {}, from now on {}; it rests",
                                drift.project(),
                                drift.bucket(),
                                throttled.reason(),
                                drift.counted(),
                                drift.limit(),
                                drift.working() == null ? drift.limit() : drift.working()));
    }

    /** The limit of a minute that the refusal names; requests where it names both. */
    private static Optional<Dimension> exceeded(Throttled throttled) {
        return throttled.span() == CallOutcome.Span.PAUSE
                ? throttled.lesson().limits().stream()
                        .map(Lesson.Limit::dimension)
                        .filter(dimension -> dimension != Dimension.RPD)
                        .min(Comparator.naturalOrder())
                : Optional.empty();
    }

    @Override
    public void keyFault(Permit permit, KeyFault fault) {
        // First of all the key: whoever leases meanwhile must not meet it.
        keys.quarantine(permit.key(), fault.reason());
        learned(() -> {
            if (fault.lesson().wholeProject()) {
                int keysToo = lessons.quarantine(permit.project(), fault.reason());
                log.warn(
                        "project {} is quarantined, and {} more keys of it: {}",
                        permit.project().value(),
                        keysToo,
                        fault.reason());
                signals.send(new Signal.CapacityChanged());
            }
            identify(permit, fault.lesson());
        });
    }

    private void identify(Permit permit, Lesson lesson) {
        lesson.project()
                .ifPresent(number ->
                        Notices.of(lessons.identify(permit.project(), number), number, signals));
    }
}
