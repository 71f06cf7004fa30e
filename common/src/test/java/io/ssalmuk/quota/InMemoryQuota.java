package io.ssalmuk.quota;

import io.ssalmuk.quota.InMemoryPool.Bucket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger that is gone with the test; one lock stands for PostgreSQL. */
public final class InMemoryQuota implements QuotaLedger {

    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
    private static final Duration USE_BY = Duration.ofMillis(300);

    /** What an empty answer to "when?" says. */
    private static final Duration LONG = Duration.ofHours(1);

    /** Enough for what has no limit. */
    private static final long PLENTY = 100_000;

    private final InMemoryPool pool;
    private final boolean simulated;
    private final double share;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final AtomicLong leases = new AtomicLong();
    private final TreeMap<Long, Place> places = new TreeMap<>();
    private final Map<Long, Day> days = new HashMap<>();
    private final Map<Long, Instant> cooldowns = new HashMap<>();

    private record Place(long bucket, int units, long tokens, LocalDate day, Instant freeAt) {

        Place until(Instant end, LocalDate arrival) {
            return new Place(
                    bucket,
                    units,
                    tokens,
                    arrival.isAfter(day) ? arrival : day,
                    end.isAfter(freeAt) ? end : freeAt);
        }

        Place counting(long inputTokens) {
            return new Place(bucket, units, inputTokens, day, freeAt);
        }
    }

    private record Day(LocalDate date, int used) {}

    private record Wait(LeaseAnswer.Reason why, Instant until) {

        /** The pool may have changed since none was found. */
        LeaseAnswer answer(Instant now) {
            var pause = Duration.between(now, until);
            return pause.isPositive()
                    ? new LeaseAnswer.Exhausted(why, pause)
                    : new LeaseAnswer.Busy();
        }
    }

    public InMemoryQuota(
            InMemoryPool pool, boolean simulated, InstantSource clock, LongSupplier nanos) {
        this(pool, simulated, 0, clock, nanos);
    }

    /** Keeps a share of each limit for urgent calls. */
    InMemoryQuota(
            InMemoryPool pool,
            boolean simulated,
            double share,
            InstantSource clock,
            LongSupplier nanos) {
        this.pool = pool;
        this.simulated = simulated;
        this.share = share;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public synchronized LeaseAnswer lease(String bucket, List<Ask> asks, int most) {
        var round = new Round(bucket, clock.instant());
        for (int n = 0; n < asks.size() && round.permits.size() < most; n++) {
            round.serve(n, asks.get(n));
        }
        return round.answer();
    }

    /** One lease of several asks. */
    private final class Round {

        private final String name;
        private final Instant now;
        private final TreeMap<Integer, Permit> permits = new TreeMap<>();
        private final TreeSet<Integer> refused = new TreeSet<>();
        private final List<Ask> missed = new ArrayList<>();
        private final Set<Long> kept = new HashSet<>();
        private final List<Wait> waits = new ArrayList<>();

        Round(String name, Instant now) {
            this.name = name;
            this.now = now;
        }

        void serve(int position, Ask ask) {
            if (missed.stream().anyMatch(ask::needsAtLeast)) {
                return;
            }
            var best =
                    left().filter(bucket -> waits(bucket, ask, now).isEmpty() && fits(bucket, ask))
                            .max(Comparator.comparingDouble(bucket -> available(bucket, now)));
            best.ifPresentOrElse(
                    bucket -> permits.put(position, take(bucket, ask, now)),
                    () -> wait(position, ask));
        }

        private Stream<Bucket> left() {
            return served(name).filter(bucket -> !kept.contains(bucket.id()));
        }

        private void wait(int position, Ask ask) {
            missed.add(ask);
            if (served(name).noneMatch(bucket -> fits(bucket, ask))) {
                refused.add(position);
            }
            left().filter(bucket -> fits(bucket, ask))
                    .min(Comparator.comparing(bucket -> longest(bucket, ask, now).until()))
                    .ifPresent(bucket -> {
                        kept.add(bucket.id());
                        waits.add(longest(bucket, ask, now));
                    });
        }

        LeaseAnswer answer() {
            if (!refused.isEmpty()) {
                permits.values().forEach(InMemoryQuota.this::giveBack);
                return most(name)
                        .<LeaseAnswer>map(most -> new LeaseAnswer.TooLarge(refused, most))
                        .orElseGet(LeaseAnswer.NoProject::new);
            }
            return permits.isEmpty()
                    ? waits.stream()
                            .min(Comparator.comparing(Wait::until))
                            .map(wait -> wait.answer(now))
                            .orElseGet(LeaseAnswer.Busy::new)
                    : new LeaseAnswer.Granted(permits);
        }
    }

    private Optional<Limits> most(String name) {
        var able = served(name).map(Bucket::limits).filter(InMemoryQuota::allowAnything).toList();
        return able.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Limits(
                                highest(able, Limits::rpm, Comparator.naturalOrder()),
                                highest(able, Limits::tpm, Comparator.naturalOrder()),
                                highest(able, Limits::rpd, Comparator.naturalOrder())));
    }

    private static boolean allowAnything(Limits limits) {
        return allows(limits.rpm(), 1) && allows(limits.tpm(), 1) && allows(limits.rpd(), 1);
    }

    private static <N> @Nullable N highest(
            List<Limits> all, Function<Limits, @Nullable N> limit, Comparator<N> order) {
        var values = all.stream().map(limit).toList();
        return values.contains(null)
                ? null
                : values.stream().map(Objects::requireNonNull).max(order).orElse(null);
    }

    private Stream<Bucket> served(String name) {
        return pool.buckets(name, simulated);
    }

    static boolean fits(Bucket bucket, Ask ask) {
        return allows(bucket.limits().rpm(), ask.units())
                && allows(bucket.limits().tpm(), ask.tokens())
                && allows(bucket.limits().rpd(), ask.units());
    }

    static boolean fits(Bucket bucket, int units) {
        return allows(bucket.limits().rpm(), units) && allows(bucket.limits().rpd(), units);
    }

    private static boolean allows(@Nullable Number limit, long size) {
        return limit == null || limit.longValue() >= size;
    }

    private double available(Bucket bucket, Instant now) {
        return Math.min(
                left(bucket.limits().rpd(), used(bucket, now)),
                Math.min(
                        left(bucket.limits().rpm(), occupied(bucket, now)),
                        left(bucket.limits().tpm(), tokens(bucket, now))));
    }

    private static double left(@Nullable Number limit, long used) {
        return limit == null ? 1 : (limit.doubleValue() - used) / limit.doubleValue();
    }

    private Permit take(Bucket bucket, Ask ask, Instant now) {
        long lease = leases.incrementAndGet();
        var day = day(bucket, now);
        days.put(bucket.id(), new Day(day, used(bucket, now) + ask.units()));
        places.put(
                lease,
                new Place(
                        bucket.id(),
                        ask.units(),
                        ask.tokens(),
                        day,
                        now.plus(QuotaStore.OCCUPIED)));
        return new Permit(
                lease,
                bucket.id(),
                bucket.project(),
                pool.key(bucket.project(), lease),
                bucket.name(),
                ask.units(),
                ask.tokens(),
                nanos.getAsLong(),
                USE_BY);
    }

    static LocalDate date(Instant now) {
        return LocalDate.ofInstant(now, PACIFIC);
    }

    /** A day that has begun is not taken back by a clock that is. */
    private LocalDate day(Bucket bucket, Instant now) {
        var begun = days.getOrDefault(bucket.id(), new Day(LocalDate.MIN, 0)).date();
        return begun.isAfter(date(now)) ? begun : date(now);
    }

    int used(Bucket bucket, Instant now) {
        var day = days.get(bucket.id());
        return day == null || day.date().isBefore(date(now)) ? 0 : day.used();
    }

    long occupied(Bucket bucket, Instant at) {
        return live(bucket, at).mapToInt(Place::units).sum();
    }

    private Stream<Place> live(Bucket bucket, Instant at) {
        return places.values().stream()
                .filter(place -> place.bucket() == bucket.id() && place.freeAt().isAfter(at));
    }

    long tokens(Bucket bucket, Instant at) {
        return live(bucket, at).mapToLong(Place::tokens).sum();
    }

    private Wait longest(Bucket bucket, Ask ask, Instant now) {
        return waits(bucket, ask, now).stream()
                .max(Comparator.comparing(Wait::until))
                .orElseGet(() -> new Wait(LeaseAnswer.Reason.MINUTE, now));
    }

    private List<Wait> waits(Bucket bucket, Ask ask, Instant now) {
        var waits = new ArrayList<Wait>();
        var rested = cooldowns.getOrDefault(bucket.id(), Instant.MIN);
        if (rested.isAfter(now)) {
            waits.add(new Wait(LeaseAnswer.Reason.COOLDOWN, rested));
        }
        var rpd = bucket.limits().rpd();
        if (rpd != null && (rpd - used(bucket, now) < ask.units() || closing(now))) {
            waits.add(new Wait(LeaseAnswer.Reason.DAY, midnightAfter(day(bucket, now))));
        }
        long calls = most(bucket.limits().rpm(), ask.units(), ask);
        if (occupied(bucket, now) > calls) {
            var until = first(bucket, now, at -> occupied(bucket, at) <= calls);
            waits.add(new Wait(LeaseAnswer.Reason.MINUTE, until));
        }
        long input = most(bucket.limits().tpm(), ask.tokens(), ask);
        if (tokens(bucket, now) > input) {
            var until = first(bucket, now, at -> tokens(bucket, at) <= input);
            waits.add(new Wait(LeaseAnswer.Reason.TOKENS, until));
        }
        return waits;
    }

    /** How much may be in use for the ask to find room; an empty bucket takes what it allows. */
    private long most(@Nullable Number limit, long size, Ask ask) {
        if (limit == null) {
            return Long.MAX_VALUE;
        }
        long kept = (long) Math.ceil((ask.urgent() ? 0 : share) * limit.longValue());
        return limit.longValue() - size - Math.clamp(limit.longValue() - size, 0, kept);
    }

    /** A call that leaves now may arrive on the next day. */
    private static boolean closing(Instant now) {
        return date(now.plus(QuotaStore.MARGIN)).isAfter(date(now));
    }

    static Instant midnightAfter(LocalDate day) {
        return day.plusDays(1).atStartOfDay(PACIFIC).toInstant();
    }

    private Instant first(Bucket bucket, Instant now, Predicate<Instant> fits) {
        return live(bucket, now)
                .map(Place::freeAt)
                .sorted()
                .filter(fits)
                .findFirst()
                .orElse(Instant.MAX);
    }

    @Override
    public synchronized void settle(Permit permit, long inputTokens) {
        held(permit, clock.instant())
                .ifPresent(place -> places.put(permit.lease(), place.counting(inputTokens)));
    }

    @Override
    public synchronized void giveBack(Permit permit) {
        var place = places.get(permit.lease());
        if (place == null || !place.freeAt().isAfter(clock.instant())) {
            return;
        }
        places.remove(permit.lease());
        days.computeIfPresent(
                place.bucket(),
                (_, day) ->
                        day.date().equals(place.day())
                                ? new Day(day.date(), day.used() - place.units())
                                : day);
    }

    @Override
    public synchronized Optional<Permit> renew(Permit permit) {
        var now = clock.instant();
        var place = held(permit, now);
        boolean limited =
                served(permit.bucket())
                        .filter(bucket -> bucket.id() == permit.bucketId())
                        .anyMatch(bucket -> bucket.limits().rpd() != null);
        var arrival = date(limited ? now.plus(QuotaStore.MARGIN) : now);
        if (place.isEmpty()
                || place.get().day().isBefore(arrival)
                || cooldowns.getOrDefault(permit.bucketId(), Instant.MIN).isAfter(now)) {
            return Optional.empty();
        }
        places.put(permit.lease(), place.get().until(now.plus(QuotaStore.OCCUPIED), arrival));
        return Optional.of(permit.renewed(nanos.getAsLong()));
    }

    private Optional<Place> held(Permit permit, Instant now) {
        return Optional.ofNullable(places.get(permit.lease()))
                .filter(place -> place.freeAt().isAfter(now));
    }

    @Override
    public synchronized boolean stamp(Permit permit) {
        var now = clock.instant();
        var place = held(permit, now);
        place.ifPresent(held -> stamp(permit.lease(), held, now));
        return place.isPresent();
    }

    private void stamp(long lease, Place place, Instant now) {
        var stamped = place.until(now.plus(QuotaStore.OCCUPIED), date(now));
        places.put(lease, stamped);
        if (stamped.day().isAfter(place.day())) {
            var fresh = new Day(stamped.day(), place.units());
            days.merge(
                    place.bucket(),
                    fresh,
                    (old, _) ->
                            old.date().isBefore(fresh.date())
                                    ? fresh
                                    : new Day(old.date(), old.used() + place.units()));
        }
    }

    @Override
    public synchronized void coolDown(Permit permit, Duration pause, String reason) {
        cooldowns.merge(
                permit.bucketId(),
                clock.instant().plus(pause),
                (one, other) -> one.isAfter(other) ? one : other);
    }

    @Override
    public void coolDownForTheDay(Permit permit, Duration pause, String reason) {
        var rest = Duration.between(clock.instant(), midnightAfter(date(clock.instant())));
        coolDown(permit, rest.compareTo(pause) > 0 ? rest : pause, reason);
    }

    @Override
    public synchronized Outlook outlook(String name, long tokens, Duration ahead) {
        var now = clock.instant();
        var call = new Ask(1, Math.max(1, tokens), true);
        var buckets = served(name).filter(bucket -> fits(bucket, call)).toList();
        long permits =
                buckets.stream()
                        .mapToLong(bucket -> free(bucket, call.tokens(), now, now.plus(ahead)))
                        .sum();
        var pause =
                buckets.stream()
                        .map(bucket ->
                                waits(bucket, call, now).isEmpty()
                                        ? now
                                        : longest(bucket, call, now).until())
                        .min(Comparator.naturalOrder())
                        .map(until -> Duration.between(now, until))
                        .orElse(LONG);
        return new Outlook(permits, pause);
    }

    long free(Bucket bucket, long tokens, Instant now, Instant at) {
        if (cooldowns.getOrDefault(bucket.id(), Instant.MIN).isAfter(at)) {
            return 0;
        }
        var limits = bucket.limits();
        long minute = limits.rpm() == null ? PLENTY : limits.rpm() - occupied(bucket, at);
        long day = limits.rpd() == null ? PLENTY : limits.rpd() - used(bucket, now);
        long calls = limits.tpm() == null ? PLENTY : (limits.tpm() - tokens(bucket, at)) / tokens;
        return Math.clamp(Math.min(Math.min(minute, day), calls), 0, PLENTY);
    }

    /** What is seen of it, at one moment. */
    synchronized <T> T seen(Function<Instant, T> look) {
        return look.apply(clock.instant());
    }

    Stream<Bucket> all() {
        return pool.buckets().stream().flatMap(this::served);
    }

    /** What comes free, the soonest first. */
    List<Supply.Release> releases(Bucket bucket, Instant now) {
        return live(bucket, now)
                .sorted(Comparator.comparing(Place::freeAt))
                .map(place ->
                        new Supply.Release(
                                Duration.between(now, place.freeAt()),
                                place.units(),
                                place.tokens()))
                .toList();
    }

    Instant restsUntil(Bucket bucket) {
        return cooldowns.getOrDefault(bucket.id(), Instant.MIN);
    }
}
