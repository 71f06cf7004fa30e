package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The tickets that wait for one bucket, in the order in which they are served: interactive ones
 * first, but for a small part that is bulk's. Not thread-safe.
 */
final class WaitingRoom {

    /** Of so many permits, one is offered to bulk, or it could wait for ever. */
    private static final int BULKS_TURN = 20;

    private final FairLine interactive = new FairLine();
    private final FairLine bulk = new FairLine();

    /** Interactive tickets that were served while bulk ones waited, since it was bulk's turn. */
    private final AtomicInteger overtaken = new AtomicInteger();

    void add(Waiter waiter) {
        lane(waiter).add(waiter);
    }

    private FairLine lane(Waiter waiter) {
        return lane(waiter.ticket().line().lane());
    }

    private FairLine lane(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> interactive;
            case BULK -> bulk;
        };
    }

    /** It goes without a permit; false when it has gone already. */
    boolean remove(Waiter waiter) {
        return lane(waiter).remove(waiter);
    }

    /** It goes with a permit; false when it has gone already. */
    boolean serve(Waiter waiter) {
        var lane = lane(waiter);
        boolean there = lane.serve(waiter);
        if (there && lane == interactive && !bulk.isEmpty()) {
            overtaken.incrementAndGet();
        }
        return there;
    }

    boolean isEmpty() {
        return interactive.isEmpty() && bulk.isEmpty();
    }

    int size() {
        return interactive.size() + bulk.size();
    }

    /**
     * The next in line, at most so many. Bulk's turn is over when it was offered, whether or not
     * there was room: what is kept for interactive calls must not keep these waiting behind it.
     */
    List<Waiter> first(int most) {
        var urgent = interactive.order();
        var others = bulk.order();
        var line = new ArrayList<Waiter>();
        int turn = overtaken.get();
        while (line.size() < most && (urgent.hasNext() || others.hasNext())) {
            turn++;
            if (others.hasNext() && (turn >= BULKS_TURN || !urgent.hasNext())) {
                line.add(others.next());
                turn = 0;
            } else {
                line.add(urgent.next());
            }
        }
        if (overtaken.get() >= BULKS_TURN - 1) {
            overtaken.set(0);
        }
        return line;
    }

    List<Waiter> takeAll() {
        var all = new ArrayList<Waiter>(interactive.takeAll());
        all.addAll(bulk.takeAll());
        return all;
    }
}
