package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Lane;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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

    void remove(Waiter waiter) {
        lane(waiter.ticket().line().lane()).remove(waiter);
    }

    boolean isEmpty() {
        return interactive.isEmpty() && bulk.isEmpty();
    }

    Optional<Waiter> next() {
        var first = interactive.peekFirst();
        return Optional.ofNullable(first == null ? bulk.peekFirst() : first);
    }

    Optional<Waiter> take() {
        var first = interactive.pollFirst();
        return Optional.ofNullable(first == null ? bulk.pollFirst() : first);
    }

    /** How many of the next in line cost the same, so that one lease serves them. */
    int alike(int most) {
        int units = next().map(Waiter::units).orElse(0);
        int count = 0;
        for (var lane : List.of(interactive, bulk)) {
            for (var waiter : lane) {
                if (waiter.units() != units || count == most) {
                    return count;
                }
                count++;
            }
        }
        return count;
    }

    List<Waiter> takeAll() {
        var all = new ArrayList<Waiter>(interactive);
        all.addAll(bulk);
        interactive.clear();
        bulk.clear();
        return all;
    }
}
