package io.ssalmuk.worker.dispatch;

import io.ssalmuk.job.Ticket;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/**
 * How fast a line's tickets are used up, and so how many it should have: what lies in a queue
 * stands before whoever comes next.
 */
final class Drain {

    /** So far ahead a line has tickets; a pass comes much more often than that. */
    static final Duration AHEAD = Duration.ofSeconds(2);

    /** However slow it is: a pass must not come too late for what is used up meanwhile. */
    static final int FEWEST = 16;

    /** Ten thousand a second. */
    private static final int MOST = 20_000;

    /** Of a line of which nothing is known, twice a client's first tickets. */
    private static final double AT_FIRST = 32;

    /** Shorter than this, it is chance. */
    private static final Duration WINDOW = Duration.ofMillis(250);

    /** How much of what is known of the calls' size one more replaces. */
    private static final double NEWS = 0.1;

    private final AtomicReference<Seen> seen;

    /** Input tokens of a request, over recent tickets. */
    private final AtomicReference<Double> tokens = new AtomicReference<>(1.0);

    /**
     * What was seen of it.
     *
     * @param used since that time
     * @param left tickets after the last pass
     */
    private record Seen(double perSecond, long sinceNanos, long used, int left) {}

    Drain(long nanos) {
        this.seen = new AtomicReference<>(new Seen(AT_FIRST, nanos, 0, 0));
    }

    /** How many tickets the line should have. */
    int target() {
        double ahead = seen.get().perSecond() * AHEAD.toSeconds();
        return Math.clamp(Math.round(ahead), FEWEST, MOST);
    }

    /** What a request of this line usually has. */
    long tokens() {
        return Math.max(1, Math.round(tokens.get()));
    }

    /** Such tickets were made. */
    void made(Collection<Ticket> tickets, ToLongFunction<Ticket> size) {
        if (tickets.isEmpty()) {
            return;
        }
        double units = tickets.stream().mapToInt(Ticket::units).sum();
        double average = tickets.stream().mapToLong(size).sum() / Math.max(1, units);
        double weight = 1 - Math.pow(1 - NEWS, tickets.size());
        tokens.updateAndGet(old -> old + weight * (average - old));
    }

    /** A pass found so many tickets, and left so many. */
    void passed(int found, int left, long nanos) {
        seen.updateAndGet(old -> next(old, found, left, nanos));
    }

    private static Seen next(Seen old, int found, int left, long nanos) {
        long used = old.used() + Math.max(0, old.left() - found);
        long took = nanos - old.sinceNanos();
        if (took < WINDOW.toNanos()) {
            return new Seen(old.perSecond(), old.sinceNanos(), used, left);
        }
        double now = used * (double) Duration.ofSeconds(1).toNanos() / took;
        // Up at once, for workers have nothing to do; down by half, for a pause may be chance.
        return new Seen(Math.max(now, old.perSecond() / 2), nanos, 0, left);
    }
}
