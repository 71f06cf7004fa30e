package io.ssalmuk.worker.permit;

import io.ssalmuk.client.ClientId;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The tickets of one lane: the clients that wait are served by their weights, and each one's
 * tickets in the order in which they came. Not thread-safe.
 *
 * <p>A client's score is what it was served, divided by its weight; the lowest is next. Who comes
 * back begins where those who waited stand, so that nobody saves up for later; and who comes while
 * permits are on their way to others begins when these have theirs, or it would be owed as much.
 */
final class FairLine {

    /** Past this, clients are forgotten whose score says nothing any more. */
    private static final int MANY = 1_000;

    private final Map<Optional<ClientId>, Deque<Waiter>> waiting = new HashMap<>();
    private final Map<Optional<ClientId>, Double> scores = new HashMap<>();

    /** Clients that came after the line was last asked for its order. */
    private final Set<Optional<ClientId>> newcomers = new HashSet<>();

    /** The score of whoever was served last. */
    private final AtomicReference<Double> reached = new AtomicReference<>(0.0);

    void add(Waiter waiter) {
        var client = waiter.ticket().client();
        waiting.computeIfAbsent(client, this::arrive).addLast(waiter);
    }

    private Deque<Waiter> arrive(Optional<ClientId> client) {
        if (scores.size() > MANY) {
            scores.entrySet().removeIf(this::saysNothing);
        }
        newcomers.add(client);
        return new ArrayDeque<>();
    }

    private void seat() {
        newcomers.forEach(client -> scores.merge(client, reached.get(), Math::max));
        newcomers.clear();
    }

    private boolean saysNothing(Map.Entry<Optional<ClientId>, Double> score) {
        return score.getValue() <= reached.get() && !waiting.containsKey(score.getKey());
    }

    /** It goes without having been served; false when it has gone already. */
    boolean remove(Waiter waiter) {
        var client = waiter.ticket().client();
        var own = waiting.get(client);
        if (own == null || !own.remove(waiter)) {
            return false;
        }
        if (own.isEmpty()) {
            waiting.remove(client);
        }
        return true;
    }

    /** It is served; false when it has gone already. */
    boolean serve(Waiter waiter) {
        boolean there = remove(waiter);
        if (there) {
            double after = scores.merge(waiter.ticket().client(), waiter.cost(), Double::sum);
            reached.updateAndGet(now -> Math.max(now, after - waiter.cost()));
        }
        return there;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.values().stream().mapToInt(Deque::size).sum();
    }

    /** Nobody waits any more. */
    List<Waiter> takeAll() {
        var all = waiting.values().stream().flatMap(Deque::stream).toList();
        waiting.clear();
        return all;
    }

    /** In the order in which they would be served if nobody came or went. */
    Iterator<Waiter> order() {
        seat();
        return new Order();
    }

    /** The head of a client's tickets, and when its turn is. */
    private record Next(Waiter waiter, double score, Iterator<Waiter> others) {

        private static final Comparator<Next> FIRST =
                Comparator.comparingDouble(Next::score)
                        .thenComparing(next -> next.waiter().ticket().job().value());
    }

    private final class Order implements Iterator<Waiter> {

        private final PriorityQueue<Next> heads = new PriorityQueue<>(Next.FIRST);

        Order() {
            waiting.forEach(
                    (client, own) -> push(own.iterator(), scores.getOrDefault(client, 0.0)));
        }

        private void push(Iterator<Waiter> own, double score) {
            if (own.hasNext()) {
                heads.add(new Next(own.next(), score, own));
            }
        }

        @Override
        public boolean hasNext() {
            return !heads.isEmpty();
        }

        @Override
        public Waiter next() {
            var next = heads.poll();
            if (next == null) {
                throw new NoSuchElementException();
            }
            push(next.others(), next.score() + next.waiter().cost());
            return next.waiter();
        }
    }
}
