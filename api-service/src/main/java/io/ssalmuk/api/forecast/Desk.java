package io.ssalmuk.api.forecast;

import io.ssalmuk.job.JobRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The figures of one bucket, read aside when somebody asks, once a second at the most, and the less
 * often the longer that takes. Whoever asks has the last ones, unless they are too old.
 */
final class Desk {

    private static final Logger log = LoggerFactory.getLogger(Desk.class);

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration FRESH_AT_MOST = Duration.ofSeconds(60);

    /** Of the time, reading takes one part in so many. */
    private static final int PARTS = 20;

    /** How many times as old as fresh ones figures may be before they are waited for. */
    private static final int STALE = 3;

    /** Nobody's answer is held up for longer: it goes without a forecast. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Function<Joined, Figures> source;
    private final InstantSource clock;
    private final Executor aside;
    private @Nullable Read latest;
    private @Nullable Reading reading;

    /** Figures that were read. */
    private record Read(Figures figures, Instant at, Duration fresh) {}

    /** Figures that are being read. */
    private record Reading(Joined joined, CompletableFuture<Figures> figures) {}

    Desk(Function<Joined, Figures> source, InstantSource clock, Executor aside) {
        this.source = source;
        this.clock = clock;
        this.aside = aside;
    }

    /** Somebody is about to ask. */
    void expect() {
        var _ = look();
    }

    /** Empty while they cannot be had. */
    Optional<Figures> figures() {
        var pending = look();
        synchronized (this) {
            if (latest != null && age(latest).compareTo(latest.fresh().multipliedBy(STALE)) < 0) {
                return Optional.of(latest.figures());
            }
        }
        return pending == null ? Optional.empty() : await(pending);
    }

    /** Reads the figures aside unless they are fresh, or being read. */
    private @Nullable CompletableFuture<Figures> look() {
        Reading begun;
        synchronized (this) {
            if (reading != null || (latest != null && age(latest).compareTo(latest.fresh()) < 0)) {
                return reading == null ? null : reading.figures();
            }
            begun = new Reading(new Joined(), new CompletableFuture<>());
            reading = begun;
        }
        aside.execute(() -> read(begun));
        return begun.figures();
    }

    private Duration age(Read read) {
        return Duration.between(read.at(), clock.instant());
    }

    @SuppressWarnings("CatchingUnchecked") // whoever waits for the figures must be told
    private void read(Reading begun) {
        var at = clock.instant();
        long before = System.nanoTime();
        try {
            var figures = source.apply(begun.joined());
            begun.joined().settle(figures.lineup());
            var cost = Duration.ofNanos(System.nanoTime() - before).multipliedBy(PARTS);
            finish(new Read(figures, at, shorter(longer(cost, FRESH), FRESH_AT_MOST)));
            begun.figures().complete(figures);
        } catch (RuntimeException e) {
            log.debug("there is no forecast for now: {}", e.getMessage());
            finish(null);
            begun.figures().completeExceptionally(e);
        }
    }

    private synchronized void finish(@Nullable Read read) {
        latest = read;
        reading = null;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Optional<Figures> await(CompletableFuture<Figures> pending) {
        try {
            return Optional.of(pending.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Counts a job that was accepted, wherever it is not counted yet. */
    synchronized void join(JobRequest job) {
        if (latest != null) {
            latest.figures().joined().add(job);
        }
        if (reading != null) {
            reading.joined().add(job);
        }
    }
}
