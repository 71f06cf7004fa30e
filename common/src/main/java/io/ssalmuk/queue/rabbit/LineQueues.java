package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import io.ssalmuk.job.Line;
import java.io.IOException;
import org.springframework.stereotype.Component;

/** Declares each line's queue before it is used. */
@Component
final class LineQueues {

    private final OncePerConnection once = new OncePerConnection();

    void ensure(Line line, Channel channel) throws IOException {
        var queue = BrokerNames.queue(line);
        once.declare(queue, channel, on -> declare(queue, on));
    }

    /** Somebody deleted the queue: it is declared again before its next use. */
    void forget(Line line) {
        once.forget(BrokerNames.queue(line));
    }

    static void declare(String queue, Channel channel) throws IOException {
        var arguments = BrokerKind.of(channel.getConnection()).durableQueue();
        channel.queueDeclare(queue, true, false, false, arguments);
    }
}
