package io.ssalmuk.api.forecast;

import io.ssalmuk.quota.Supply;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * When how many calls will have left, if each leaves as soon as there is room: through this
 * window's places, then window after window, and with daily limits day after day.
 */
final class Timetable {

    /** Where the ledger's days begin and end. */
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    /** Further ahead, nobody wants to know. */
    private static final long MOST_DAYS = 1_000_000;

    private static final double MOST_WINDOWS = 1e9;

    private final Supply supply;
    private final Seats.Size size;
    private final double stepMillis;
    private final List<Seats> today;

    Timetable(Supply supply, double tokens, boolean urgent) {
        this.supply = supply;
        this.size = new Seats.Size(tokens, urgent ? 0 : supply.kept());
        this.stepMillis = supply.occupied().toMillis() / (double) Seats.STEPS;
        this.today =
                supply.shares().stream()
                        .map(share -> Seats.of(share, size, rest(share, supply.at()), stepMillis))
                        .toList();
    }

    /** The steps from this moment until the project's rest is over. */
    private long rest(Supply.Share share, Instant from) {
        long millis = Duration.between(from, share.restsUntil()).toMillis();
        return (long) Math.ceil(Math.max(0, millis) / stepMillis);
    }

    /**
     * When so many calls have left, the last of them at that moment. Empty if they never will.
     *
     * @param calls counted from the timetable's beginning
     */
    Optional<Instant> left(double calls) {
        double share = calls / supply.each();
        var midnight = midnight(0);
        long last = daily() ? steps(supply.at(), midnight) - 1 : end(share, today);
        double most = Seats.by(today, last);
        return most >= share
                ? Optional.of(moment(supply.at(), first(share, today, last)))
                : daily() ? tomorrow(share - most) : Optional.empty();
    }

    private boolean daily() {
        return supply.shares().stream().anyMatch(share -> share.rpd() != null);
    }

    /** By when they have left in any case, but for rests. */
    private static long end(double calls, List<Seats> seats) {
        double perWindow = seats.stream().mapToDouble(Seats::perWindow).sum();
        long begin = seats.stream().mapToLong(Seats::begin).max().orElse(0);
        double windows = perWindow == 0 ? 0 : calls / perWindow + 2;
        return begin + (long) (Math.min(windows, MOST_WINDOWS) * Seats.STEPS);
    }

    /** One day after the other, each like the next. */
    private Optional<Instant> tomorrow(double calls) {
        var first = day(1);
        double left = calls - most(first, 1);
        if (left <= 0) {
            return Optional.of(within(first, 1, calls));
        }
        var ordinary = supply.shares().stream().map(share -> Seats.fresh(share, size, 0)).toList();
        double perDay = most(ordinary, 2);
        double days = perDay == 0 ? MOST_DAYS : Math.ceil(left / perDay) - 1;
        return days >= MOST_DAYS
                ? Optional.empty()
                : Optional.of(within(ordinary, 2 + (long) days, left - days * perDay));
    }

    private List<Seats> day(long day) {
        var begin = midnight(day - 1);
        return supply.shares().stream()
                .map(share -> Seats.fresh(share, size, rest(share, begin)))
                .toList();
    }

    private double most(List<Seats> seats, long day) {
        return Seats.by(seats, steps(midnight(day - 1), midnight(day)) - 1);
    }

    private Instant within(List<Seats> seats, long day, double calls) {
        long last = steps(midnight(day - 1), midnight(day)) - 1;
        return moment(midnight(day - 1), first(calls, seats, last));
    }

    /** The end of today, or of a day so many days later. */
    Instant midnight(long days) {
        LocalDate next = supply.today().plusDays(days + 1);
        return next.atStartOfDay(PACIFIC).toInstant();
    }

    private long steps(Instant from, Instant to) {
        return (long) Math.ceil(Duration.between(from, to).toMillis() / stepMillis);
    }

    private Instant moment(Instant from, long step) {
        return from.plusMillis(Math.round(step * stepMillis));
    }

    /** The first step by which so many have left, who have by the last. */
    private static long first(double calls, List<Seats> seats, long last) {
        long low = 0;
        long high = last;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Seats.by(seats, middle) >= calls) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How many calls can have left by then, if it is still today. */
    double by(Instant moment) {
        long millis = Math.max(0, Duration.between(supply.at(), moment).toMillis());
        return supply.each() * Seats.by(today, (long) (millis / stepMillis));
    }

    /** Whether fewer calls leave because of their tokens. */
    boolean tokensBind() {
        double calls = today.stream().mapToDouble(Seats::perWindow).sum();
        double requests =
                supply.shares().stream().mapToDouble(share -> size.requests(share.rpm(), 0)).sum();
        return calls < requests;
    }
}
