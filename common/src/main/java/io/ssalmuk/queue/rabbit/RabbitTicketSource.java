package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.TicketSource;
import java.util.function.Consumer;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;

@Component
final class RabbitTicketSource implements TicketSource {

    private final ConnectionFactory connections;
    private final LineQueues queues;

    RabbitTicketSource(ConnectionFactory connections, LineQueues queues) {
        this.connections = connections;
        this.queues = queues;
    }

    @Override
    public Tap tap(Line line, Consumer<Delivery> handler) {
        return new RabbitTap(line, handler, connections, queues);
    }
}
