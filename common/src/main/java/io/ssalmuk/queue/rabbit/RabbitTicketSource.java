package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.TicketSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.stereotype.Component;

@Component
final class RabbitTicketSource implements TicketSource {

    private final ConnectionFactory connections;
    private final LineQueues queues;
    private final List<Consumer<Line>> listeners = new CopyOnWriteArrayList<>();

    RabbitTicketSource(ConnectionFactory connections, LineQueues queues) {
        this.connections = connections;
        this.queues = queues;
    }

    @Override
    public Tap tap(Line line, Consumer<Delivery> handler) {
        var receiver =
                new Receiver(handler, () -> listeners.forEach(listener -> listener.accept(line)));
        return new RabbitTap(line, receiver, connections, queues);
    }

    @Override
    public void onNoTicket(Consumer<Line> listener) {
        listeners.add(listener);
    }
}
