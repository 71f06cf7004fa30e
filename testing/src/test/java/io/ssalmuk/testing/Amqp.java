package io.ssalmuk.testing;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The few AMQP steps that the tests of the test brokers take. */
final class Amqp {

    private Amqp() {}

    static Connection connect(Broker broker) throws Exception {
        var factory = new ConnectionFactory();
        factory.setHost(broker.host());
        factory.setPort(broker.port());
        factory.setUsername(broker.user());
        factory.setPassword(broker.password());
        factory.setVirtualHost(broker.vhost());
        return factory.newConnection();
    }

    /**
     * Publishes to a classic queue and returns when the broker has confirmed. Not to a quorum
     * queue: killed within about a second of declaring one, RabbitMQ 3.10 never elects its leader
     * again.
     */
    static void publish(Broker broker, String queue, String text) throws Exception {
        try (var connection = connect(broker);
                var channel = connection.createChannel()) {
            declare(channel, queue);
            channel.confirmSelect();
            channel.basicPublish(
                    "",
                    queue,
                    MessageProperties.PERSISTENT_BASIC,
                    text.getBytes(StandardCharsets.UTF_8));
            channel.waitForConfirmsOrDie(10_000);
        }
    }

    static Optional<String> take(Broker broker, String queue) throws Exception {
        try (var connection = connect(broker);
                var channel = connection.createChannel()) {
            declare(channel, queue);
            return Optional.ofNullable(channel.basicGet(queue, true))
                    .map(message -> new String(message.getBody(), StandardCharsets.UTF_8));
        }
    }

    private static void declare(Channel channel, String queue) throws Exception {
        channel.queueDeclare(queue, true, false, false, null);
    }
}
