package io.ssalmuk.queue;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.job.Ticket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A broker that is gone with the test. It delivers on the thread that publishes, acks or opens, so
 * when a call returns everything has arrived.
 */
public final class InMemoryBroker {

    private final Map<Line, Deque<Ticket>> queues = new HashMap<>();
    private final List<InMemoryTap> taps = new ArrayList<>();
    private final Set<UUID> markers = new HashSet<>();
    private final Map<ReplyAddress, StreamListener> replies = new ConcurrentHashMap<>();
    private final List<Consumer<JobId>> endListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<Signal>> signalListeners = new CopyOnWriteArrayList<>();

    /** A process's end of it. */
    public Wire connect() {
        return new InMemoryWire(this);
    }

    synchronized void publish(Collection<Ticket> tickets) {
        tickets.forEach(ticket -> queue(ticket.line()).addLast(ticket));
        deliver();
    }

    synchronized void giveBack(Ticket ticket) {
        queue(ticket.line()).addFirst(ticket);
        deliver();
    }

    synchronized void add(InMemoryTap tap) {
        taps.add(tap);
    }

    synchronized void remove(InMemoryTap tap) {
        taps.remove(tap);
    }

    synchronized void deliver() {
        for (var tap : List.copyOf(taps)) {
            var queue = queue(tap.line());
            while (tap.hasRoom() && !queue.isEmpty()) {
                tap.hand(queue.removeFirst());
            }
        }
    }

    private Deque<Ticket> queue(Line line) {
        return queues.computeIfAbsent(line, _ -> new ArrayDeque<>());
    }

    synchronized OptionalLong depth(Line line) {
        return OptionalLong.of(queue(line).size());
    }

    synchronized boolean holds(UUID marker) {
        return markers.contains(marker);
    }

    synchronized void mark(UUID marker) {
        markers.add(marker);
    }

    /** Empties it, as a new broker in its place would be. */
    public synchronized void wipe() {
        queues.clear();
        markers.clear();
    }

    Map<ReplyAddress, StreamListener> replies() {
        return replies;
    }

    List<Consumer<JobId>> endListeners() {
        return endListeners;
    }

    List<Consumer<Signal>> signalListeners() {
        return signalListeners;
    }
}
