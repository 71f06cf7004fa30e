package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Connection;
import java.util.Map;

/** Which broker is at the other end, as it introduced itself. */
enum BrokerKind {
    /** Has a delivery limit of 20 on quorum queues unless told otherwise. */
    RABBITMQ_4,
    /** Knows no delivery limit by default, and refuses a negative one. */
    RABBITMQ_3,
    /** Speaks AMQP 0-9-1 and refuses RabbitMQ's own queue arguments. */
    PLAIN;

    static BrokerKind of(Connection connection) {
        return of(connection.getServerProperties());
    }

    static BrokerKind of(Map<String, Object> properties) {
        if (!String.valueOf(properties.get("product")).equals("RabbitMQ")) {
            return PLAIN;
        }
        return String.valueOf(properties.get("version")).startsWith("3.") ? RABBITMQ_3 : RABBITMQ_4;
    }

    /** Arguments of a queue whose messages should survive the loss of a node. */
    Map<String, Object> durableQueue() {
        return switch (this) {
            case RABBITMQ_4 -> Map.of("x-queue-type", "quorum", "x-delivery-limit", -1);
            case RABBITMQ_3 -> Map.of("x-queue-type", "quorum");
            case PLAIN -> Map.of();
        };
    }
}
