package io.ssalmuk.queue.rabbit;

import io.ssalmuk.queue.BrokerState;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.queue.TicketPublisher;
import io.ssalmuk.queue.TicketSource;
import io.ssalmuk.queue.Wire;
import io.ssalmuk.testing.Broker;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/** What a process has of a RabbitMQ, put together as its Spring context does. */
final class RabbitWire implements Wire {

    private final Broker broker;
    private final CachingConnectionFactory connections;
    private final RabbitTemplate template;
    private final RabbitFanout fanout;
    private final LineQueues queues;
    private final RabbitTicketPublisher publisher;
    private final RabbitTicketSource source;
    private final RabbitStreamChunks chunks;

    RabbitWire(Broker broker) {
        this.broker = broker;
        this.connections = connections(broker);
        this.template = new RabbitTemplate(connections);
        this.queues = new LineQueues();
        this.fanout = new RabbitFanout(connections, template);
        this.publisher = new RabbitTicketPublisher(template, queues);
        this.source = new RabbitTicketSource(connections, queues);
        this.chunks = new RabbitStreamChunks(connections);
    }

    private static CachingConnectionFactory connections(Broker broker) {
        var connections = new CachingConnectionFactory(broker.host(), broker.port());
        connections.setUsername(broker.user());
        connections.setPassword(broker.password());
        connections.setVirtualHost(broker.vhost());
        return connections;
    }

    LineQueues queues() {
        return queues;
    }

    RabbitTemplate template() {
        return template;
    }

    @Override
    public TicketPublisher publisher() {
        return publisher;
    }

    @Override
    public TicketSource source() {
        return source;
    }

    @Override
    public BrokerState state() {
        return new RabbitBrokerState(template, queues);
    }

    @Override
    public EndNotices ends() {
        return fanout;
    }

    @Override
    public Signals signals() {
        return fanout;
    }

    @Override
    public StreamChunks chunks() {
        return chunks;
    }

    @Override
    public Wire neighbour() {
        return new RabbitWire(broker);
    }

    @Override
    public void close() {
        fanout.destroy();
        chunks.destroy();
        connections.destroy();
    }
}
