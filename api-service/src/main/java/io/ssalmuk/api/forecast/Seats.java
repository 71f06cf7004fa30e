package io.ssalmuk.api.forecast;

import io.ssalmuk.quota.Supply;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One project's places for calls of one size, from a moment on. Each is used again as soon as it is
 * free, so that whatever happens in one window happens in every one after it.
 */
final class Seats {

    /** Into how many steps a window is divided. */
    static final int STEPS = 128;

    /** What has no limit. */
    static final double PLENTY = 1e12;

    /** The step at which the project's rest is over. */
    private final long begin;

    /** How many calls a window has place for. */
    private final double perWindow;

    /** How many places have been free by each step of the first window after that. */
    private final double[] open;

    /** How many calls may be made on this day. */
    private final double most;

    private Seats(long begin, double perWindow, double[] open, double most) {
        this.begin = begin;
        this.perWindow = perWindow;
        this.open = open;
        this.most = most;
    }

    /** Calls of one size, of which bulk ones leave a part of each limit alone. */
    record Size(double tokens, double kept) {

        /** How many fit into so many tokens; where not one does, the larger ones are rare. */
        private double into(double room) {
            double fitting = room / Math.max(1, tokens);
            return fitting >= 1 ? Math.floor(fitting) : fitting;
        }

        /** As the ledger keeps it: an empty bucket takes whatever it allows. */
        private double usable(double limit, double size) {
            return limit - Math.max(0, Math.min(Math.ceil(kept * limit), limit - size));
        }

        double requests(@Nullable Integer rpm, double taken) {
            return rpm == null ? PLENTY : usable(rpm, 1) - taken;
        }

        double calls(@Nullable Long tpm, double taken) {
            return tpm == null ? PLENTY : into(Math.max(0, usable(tpm, tokens) - taken));
        }
    }

    /** As they are taken now. */
    static Seats of(Supply.Share share, Size size, long begin, double stepMillis) {
        double perWindow = perWindow(share, size);
        var open = new double[STEPS];
        double units = share.taken();
        double tokens = share.tokensTaken();
        int next = 0;
        var releases = share.releases();
        for (int step = 0; step < STEPS; step++) {
            while (next < releases.size() && step(releases.get(next), stepMillis) <= begin + step) {
                units -= releases.get(next).units();
                tokens -= releases.get(next++).tokens();
            }
            double free =
                    Math.min(size.requests(share.rpm(), units), size.calls(share.tpm(), tokens));
            open[step] = Math.clamp(free, 0, perWindow);
        }
        return new Seats(begin, perWindow, open, day(share.dayLeft()));
    }

    private static long step(Supply.Release release, double stepMillis) {
        return (long) Math.ceil(release.after().toMillis() / stepMillis);
    }

    /** All free, on a day of which nothing is used. */
    static Seats fresh(Supply.Share share, Size size, long begin) {
        double perWindow = perWindow(share, size);
        var open = new double[STEPS];
        Arrays.fill(open, perWindow);
        return new Seats(begin, perWindow, open, day(share.rpd()));
    }

    private static double perWindow(Supply.Share share, Size size) {
        return Math.min(size.requests(share.rpm(), 0), size.calls(share.tpm(), 0));
    }

    private static double day(@Nullable Integer requests) {
        return requests == null ? PLENTY : Math.max(0, requests);
    }

    long begin() {
        return begin;
    }

    double perWindow() {
        return perWindow;
    }

    /** How many calls can have left by this step. */
    double by(long step) {
        long since = step - begin;
        return since < 0
                ? 0
                : Math.min(
                        most,
                        Math.floorDiv(since, STEPS) * perWindow + open[(int) (since % STEPS)]);
    }

    static double by(List<Seats> all, long step) {
        double sum = 0;
        for (var seats : all) {
            sum += seats.by(step);
        }
        return sum;
    }
}
