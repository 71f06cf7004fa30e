package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.queue.StreamListener;
import java.io.IOException;
import java.util.UUID;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * What is sent to this process alone: an exclusive queue that goes with its connection. It keeps
 * its name when it is made again, so that streams which have not begun find it after a broker's
 * restart.
 */
final class ReplyQueue implements AutoCloseable {

    private final String name;
    private final StreamListener listener;
    private final StandingChannel channel;

    ReplyQueue(UUID process, StreamListener listener, ConnectionFactory connections) {
        this.name = BrokerNames.replies(process);
        this.listener = listener;
        this.channel = new StandingChannel("listener of " + name, connections, this::listen);
    }

    ReplyAddress open() {
        channel.open();
        return new ReplyAddress(name);
    }

    private void listen(Channel open) throws IOException {
        open.queueDeclare(name, false, true, true, null);
        DeliverCallback hear =
                (_, delivery) ->
                        StreamFormat.read(delivery.getProperties(), delivery.getBody())
                                .ifPresent(listener::arrived);
        open.basicConsume(name, true, hear, _ -> channel.openLater());
        open.addShutdownListener(_ -> listener.interrupted());
    }

    @Override
    public void close() {
        channel.close();
    }
}
