package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import io.ssalmuk.job.Line;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.stereotype.Component;

/** Declares each line's queue once per connection, so that a replaced broker gets them again. */
@Component
final class LineQueues implements ConnectionListener {

    private final Set<Line> declared = ConcurrentHashMap.newKeySet();

    LineQueues(ConnectionFactory connections) {
        connections.addConnectionListener(this);
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        declared.clear();
    }

    void ensure(Line line, Channel channel) throws IOException {
        if (!declared.contains(line)) {
            declare(BrokerNames.queue(line), channel);
            declared.add(line);
        }
    }

    void forget(Line line) {
        declared.remove(line);
    }

    static void declare(String queue, Channel channel) throws IOException {
        var arguments = BrokerKind.of(channel.getConnection()).durableQueue();
        channel.queueDeclare(queue, true, false, false, arguments);
    }
}
