package io.ssalmuk.queue;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.job.Ticket;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One process's end of an {@link InMemoryBroker}; it is all ports in one. */
final class InMemoryWire
        implements Wire,
                TicketPublisher,
                TicketSource,
                BrokerState,
                EndNotices,
                Signals,
                StreamChunks {

    private final InMemoryBroker broker;
    private final List<InMemoryTap> taps = new CopyOnWriteArrayList<>();
    private final List<ReplyAddress> replies = new CopyOnWriteArrayList<>();

    InMemoryWire(InMemoryBroker broker) {
        this.broker = broker;
    }

    @Override
    public TicketPublisher publisher() {
        return this;
    }

    /** Nobody but us writes to its queues. */
    @Override
    public void onNoTicket(Consumer<Line> listener) {}

    @Override
    public TicketSource source() {
        return this;
    }

    @Override
    public BrokerState state() {
        return this;
    }

    @Override
    public EndNotices ends() {
        return this;
    }

    @Override
    public Signals signals() {
        return this;
    }

    @Override
    public StreamChunks chunks() {
        return this;
    }

    @Override
    public Wire neighbour() {
        return broker.connect();
    }

    @Override
    public boolean publish(Collection<Ticket> tickets) {
        broker.publish(tickets);
        return true;
    }

    @Override
    public Tap tap(Line line, Consumer<Delivery> handler) {
        var tap = new InMemoryTap(broker, line, handler);
        taps.add(tap);
        broker.add(tap);
        return tap;
    }

    @Override
    public boolean holds(UUID marker) {
        return broker.holds(marker);
    }

    @Override
    public boolean mark(UUID marker) {
        broker.mark(marker);
        return true;
    }

    @Override
    public OptionalLong depth(Line line) {
        return broker.depth(line);
    }

    @Override
    public boolean reachable() {
        return true;
    }

    @Override
    public void send(JobId ended) {
        broker.endListeners().forEach(listener -> listener.accept(ended));
    }

    @Override
    public void listen(Consumer<JobId> listener) {
        broker.endListeners().add(listener);
    }

    @Override
    public void onReconnect(Runnable action) {
        // Its connection is never lost.
    }

    @Override
    public void send(Signal signal) {
        broker.signalListeners().forEach(listener -> listener.accept(signal));
    }

    @Override
    public void listenToSignals(Consumer<Signal> listener) {
        broker.signalListeners().add(listener);
    }

    @Override
    public ReplyAddress listen(StreamListener listener) {
        var address = new ReplyAddress(UUID.randomUUID().toString());
        broker.replies().put(address, listener);
        replies.add(address);
        return address;
    }

    @Override
    public void send(ReplyAddress to, StreamMessage message) {
        var listener = broker.replies().get(to);
        if (listener != null) {
            listener.arrived(message);
        }
    }

    @Override
    public void close() {
        replies.forEach(broker.replies()::remove);
        taps.forEach(InMemoryTap::close);
    }
}
