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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
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
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final TreeMap<Long, Place> places = new TreeMap<>();
    private final Map<Long, Day> days = new HashMap<>();
    private final Map<Long, Instant> cooldowns = new HashMap<>();

    private record Place(long bucket, int units, LocalDate day, Instant freeAt) {

        Place until(Instant end, LocalDate arrival) {
            return new Place(
                    bucket,
                    units,
                    arrival.isAfter(day) ? arrival : day,
                    end.isAfter(freeAt) ? end : freeAt);
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
        this.pool = pool;
        this.simulated = simulated;
        this.clock = clock;
        this.nanos = nanos;
    }

    @Override
    public synchronized LeaseAnswer lease(String bucket, int units, int wanted) {
        var now = clock.instant();
        var permits = new ArrayList<Permit>();
        for (var next = best(bucket, units, now); next.isPresent() && permits.size() < wanted; ) {
            permits.add(take(next.get(), units, now));
            next = best(bucket, units, now);
        }
        return permits.isEmpty() ? whyNone(bucket, units, now) : new LeaseAnswer.Granted(permits);
    }

    private Optional<Bucket> best(String name, int units, Instant now) {
        return served(name)
                .filter(bucket -> waits(bucket, units, now).isEmpty() && fits(bucket, units))
                .max(Comparator.comparingDouble(bucket -> available(bucket, now)));
    }

    private Stream<Bucket> served(String name) {
        return pool.buckets(name, simulated);
    }

    static boolean fits(Bucket bucket, int units) {
        return allows(bucket.limits().rpm(), units) && allows(bucket.limits().rpd(), units);
    }

    private static boolean allows(@Nullable Integer limit, int units) {
        return limit == null || limit >= units;
    }

    private double available(Bucket bucket, Instant now) {
        return Math.min(
                left(bucket.limits().rpm(), occupied(bucket, now)),
                left(bucket.limits().rpd(), used(bucket, now)));
    }

    private static double left(@Nullable Integer limit, long used) {
        return limit == null ? 1 : (double) (limit - used) / limit;
    }

    private Permit take(Bucket bucket, int units, Instant now) {
        long lease = places.isEmpty() ? 1 : places.lastKey() + 1;
        var day = day(bucket, now);
        days.put(bucket.id(), new Day(day, used(bucket, now) + units));
        places.put(lease, new Place(bucket.id(), units, day, now.plus(QuotaStore.OCCUPIED)));
        return new Permit(
                lease,
                bucket.id(),
                bucket.project(),
                pool.key(bucket.project(), lease),
                bucket.name(),
                units,
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

    private long occupied(Bucket bucket, Instant at) {
        return live(bucket, at).mapToInt(Place::units).sum();
    }

    private Stream<Place> live(Bucket bucket, Instant at) {
        return places.values().stream()
                .filter(place -> place.bucket() == bucket.id() && place.freeAt().isAfter(at));
    }

    private LeaseAnswer whyNone(String name, int units, Instant now) {
        return served(name)
                .filter(bucket -> fits(bucket, units))
                .map(bucket -> longest(bucket, units, now))
                .min(Comparator.comparing(Wait::until))
                .map(wait -> wait.answer(now))
                .orElseGet(LeaseAnswer.NoProject::new);
    }

    private Wait longest(Bucket bucket, int units, Instant now) {
        return waits(bucket, units, now).stream()
                .max(Comparator.comparing(Wait::until))
                .orElseGet(() -> new Wait(LeaseAnswer.Reason.MINUTE, now));
    }

    private List<Wait> waits(Bucket bucket, int units, Instant now) {
        var waits = new ArrayList<Wait>();
        var rested = cooldowns.getOrDefault(bucket.id(), Instant.MIN);
        if (rested.isAfter(now)) {
            waits.add(new Wait(LeaseAnswer.Reason.COOLDOWN, rested));
        }
        var rpd = bucket.limits().rpd();
        if (rpd != null && (rpd - used(bucket, now) < units || closing(now))) {
            waits.add(new Wait(LeaseAnswer.Reason.DAY, midnightAfter(day(bucket, now))));
        }
        var rpm = bucket.limits().rpm();
        if (rpm != null && rpm - occupied(bucket, now) < units) {
            waits.add(new Wait(LeaseAnswer.Reason.MINUTE, room(bucket, rpm - units, now)));
        }
        return waits;
    }

    /** A call that leaves now may arrive on the next day. */
    private static boolean closing(Instant now) {
        return date(now.plus(QuotaStore.MARGIN)).isAfter(date(now));
    }

    static Instant midnightAfter(LocalDate day) {
        return day.plusDays(1).atStartOfDay(PACIFIC).toInstant();
    }

    private Instant room(Bucket bucket, int most, Instant now) {
        return live(bucket, now)
                .map(Place::freeAt)
                .sorted()
                .filter(end -> occupied(bucket, end) <= most)
                .findFirst()
                .orElse(Instant.MAX);
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
    public synchronized Outlook outlook(String name, Duration ahead) {
        var now = clock.instant();
        var buckets = served(name).filter(bucket -> fits(bucket, 1)).toList();
        long permits =
                buckets.stream().mapToLong(bucket -> free(bucket, now, now.plus(ahead))).sum();
        var pause =
                buckets.stream()
                        .map(bucket ->
                                waits(bucket, 1, now).isEmpty()
                                        ? now
                                        : longest(bucket, 1, now).until())
                        .min(Comparator.naturalOrder())
                        .map(until -> Duration.between(now, until))
                        .orElse(LONG);
        return new Outlook(permits, pause);
    }

    long free(Bucket bucket, Instant now, Instant at) {
        if (cooldowns.getOrDefault(bucket.id(), Instant.MIN).isAfter(at)) {
            return 0;
        }
        var limits = bucket.limits();
        long minute = limits.rpm() == null ? PLENTY : limits.rpm() - occupied(bucket, at);
        long day = limits.rpd() == null ? PLENTY : limits.rpd() - used(bucket, now);
        return Math.clamp(Math.min(minute, day), 0, PLENTY);
    }

    /** What is seen of it, at one moment. */
    synchronized <T> T seen(Function<Instant, T> look) {
        return look.apply(clock.instant());
    }

    Stream<Bucket> all() {
        return pool.buckets().stream().flatMap(this::served);
    }

    Instant restsUntil(Bucket bucket) {
        return cooldowns.getOrDefault(bucket.id(), Instant.MIN);
    }
}
