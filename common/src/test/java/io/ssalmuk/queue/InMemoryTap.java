package io.ssalmuk.queue;

import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** One consumer of {@link InMemoryBroker}, under the broker's lock. */
final class InMemoryTap implements TicketSource.Tap {

    private final InMemoryBroker broker;
    private final Line line;
    private final Consumer<Delivery> handler;
    private final AtomicInteger prefetch = new AtomicInteger();
    private final Set<Held> held = new LinkedHashSet<>();

    InMemoryTap(InMemoryBroker broker, Line line, Consumer<Delivery> handler) {
        this.broker = broker;
        this.line = line;
        this.handler = handler;
    }

    Line line() {
        return line;
    }

    boolean hasRoom() {
        return held.size() < prefetch.get();
    }

    void hand(Ticket ticket) {
        var delivery = new Held(ticket);
        held.add(delivery);
        handler.accept(delivery);
    }

    @Override
    public void open(int wanted) {
        prefetch.set(wanted);
        broker.deliver();
    }

    @Override
    public void shut() {
        prefetch.set(0);
    }

    @Override
    public void close() {
        synchronized (broker) {
            shut();
            broker.remove(this);
            List.copyOf(held).reversed().forEach(Held::giveBack);
        }
    }

    private final class Held implements Delivery {

        private final Ticket ticket;

        Held(Ticket ticket) {
            this.ticket = ticket;
        }

        @Override
        public Ticket ticket() {
            return ticket;
        }

        @Override
        public void ack() {
            synchronized (broker) {
                held.remove(this);
                broker.deliver();
            }
        }

        @Override
        public void giveBack() {
            synchronized (broker) {
                if (held.remove(this)) {
                    broker.giveBack(ticket);
                }
            }
        }
    }
}
