package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/** The tickets that wait for one bucket, in the order in which they are served. Not thread-safe. */
final class WaitingRoom {

    private final Deque<Waiter> interactive = new ArrayDeque<>();
    private final Deque<Waiter> bulk = new ArrayDeque<>();

    void add(Waiter waiter) {
        lane(waiter.ticket().line().lane()).addLast(waiter);
    }

    private Deque<Waiter> lane(Lane lane) {
        return switch (lane) {
            case INTERACTIVE -> interactive;
            case BULK -> bulk;
        };
    }

    /** False when it has gone already. */
    boolean remove(Waiter waiter) {
        return lane(waiter.ticket().line().lane()).remove(waiter);
    }

    boolean isEmpty() {
        return interactive.isEmpty() && bulk.isEmpty();
    }

    /** The next in line, at most so many. */
    List<Waiter> first(int most) {
        return Stream.concat(interactive.stream(), bulk.stream()).limit(most).toList();
    }

    List<Waiter> takeAll() {
        var all = new ArrayList<Waiter>(interactive);
        all.addAll(bulk);
        interactive.clear();
        bulk.clear();
        return all;
    }
}
