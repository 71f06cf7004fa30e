package io.ssalmuk.api.forecast;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Lineup;
import io.ssalmuk.job.Lineups.Spot;
import io.ssalmuk.quota.Supply;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What is known of a bucket as of a moment: what comes free, who waits for it, how long calls take.
 * A job's place is told in the order of that moment, and so stays right while that is served.
 *
 * @param timetables by the tokens of a call, as they are asked for
 */
record Figures(
        Supply supply,
        Lineup lineup,
        Joined joined,
        Duration callTime,
        Map<Calls, Timetable> timetables) {

    /** Sizes come in steps, so that few timetables serve all jobs. */
    private static final double DIGITS = 100;

    /** A job that is so much larger than what waits with it looks for room of its own. */
    private static final double LARGE = 1.5;

    /** What a timetable is for. */
    record Calls(double tokens, boolean urgent) {}

    static Figures of(Supply supply, Lineup lineup, Joined joined, Duration callTime) {
        return new Figures(supply, lineup, joined, callTime, new ConcurrentHashMap<>());
    }

    Order order() {
        return new Order(lineup, joined);
    }

    Timetable timetable(double tokens, Lane lane) {
        var calls = new Calls(rounded(tokens), lane == Lane.INTERACTIVE);
        return timetables.computeIfAbsent(
                calls, of -> new Timetable(supply, of.tokens(), of.urgent()));
    }

    /** To three digits. */
    private static double rounded(double tokens) {
        double unit = Math.max(1, Math.pow(10, Math.floor(Math.log10(tokens))) / DIGITS);
        return Math.round(tokens / unit) * unit;
    }

    Forecast next(JobRequest job, Instant now) {
        var order = order();
        var ahead = order.ofNext(job.lane(), job.client(), order.has(job) ? -1 : 0, job.units());
        var need =
                new Need(
                        job.lane(),
                        job.units(),
                        job.tokens(),
                        order.tokens(job.units(), (double) job.tokens()));
        return forecast(ahead, need, now, Instant.MIN);
    }

    Forecast of(Spot spot, JobId job, Instant now) {
        var order = order();
        var need = new Need(spot.line().lane(), spot.units(), spot.tokens(), order.tokens(0, 0));
        var due = spot.dueAt();
        return forecast(order.of(spot, job), need, now, due == null ? Instant.MIN : due);
    }

    /**
     * What a job needs.
     *
     * @param average tokens of a call among those that go before it
     */
    private record Need(Lane lane, int units, long tokens, double average) {}

    private Forecast forecast(Order.Ahead ahead, Need need, Instant now, Instant earliest) {
        var timetable = timetable(need.average(), need.lane());
        double served = Math.min(ahead.units(), timetable.by(now));
        double left = ahead.units() == 0 ? 0 : 1 - served / ahead.units();
        var eta =
                timetable
                        .left(ahead.units() + need.units())
                        .flatMap(leaves -> alone(need).map(room -> later(leaves, room)))
                        .map(leaves -> later(later(leaves, earliest), now).plus(callTime));
        return new Forecast(Math.round(ahead.jobs() * left), eta.orElse(null));
    }

    /** When there would be room for it if nobody else waited, if that may be the later. */
    private Optional<Instant> alone(Need need) {
        double tokens = (double) need.tokens() / need.units();
        return tokens < LARGE * need.average()
                ? Optional.of(supply.at())
                : timetable(tokens, need.lane()).left(need.units());
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
