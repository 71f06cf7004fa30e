package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.TicketSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.stereotype.Component;

/** One channel per line, reopened whenever a connection is made anew. */
@Component
final class RabbitTicketSource implements TicketSource, ConnectionListener {

    private final ConnectionFactory connections;
    private final LineQueues queues;
    private final List<RabbitTap> taps = new CopyOnWriteArrayList<>();

    RabbitTicketSource(ConnectionFactory connections, LineQueues queues) {
        this.connections = connections;
        this.queues = queues;
        connections.addConnectionListener(this);
    }

    @Override
    public Tap tap(Line line, Consumer<Delivery> handler) {
        var tap = new RabbitTap(line, handler, connections, queues);
        taps.add(tap);
        return tap;
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        // On a thread of its own: the factory holds its lock while it calls its listeners.
        taps.forEach(tap -> Thread.ofVirtual().name("tap-reopen").start(tap::reopen));
    }
}
