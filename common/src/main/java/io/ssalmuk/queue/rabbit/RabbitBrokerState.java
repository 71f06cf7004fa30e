package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.BrokerState;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

@Component
final class RabbitBrokerState implements BrokerState {

    private final RabbitTemplate template;
    private final LineQueues queues;

    RabbitBrokerState(RabbitTemplate template, LineQueues queues) {
        this.template = template;
        this.queues = queues;
    }

    @Override
    public boolean holds(UUID marker) {
        // A passive declaration of a missing queue closes the channel, which is an AmqpException.
        return ask(channel -> channel.queueDeclarePassive(BrokerNames.marker(marker))) != null;
    }

    @Override
    public boolean mark(UUID marker) {
        var marked =
                ask(channel -> {
                    queues.declare(BrokerNames.marker(marker), channel);
                    return true;
                });
        return marked != null;
    }

    @Override
    public OptionalLong depth(Line line) {
        try {
            var depth = template.execute(channel -> channel.messageCount(BrokerNames.queue(line)));
            return depth == null ? OptionalLong.empty() : OptionalLong.of(depth);
        } catch (AmqpException e) {
            return missing(e) ? noQueue(line) : OptionalLong.empty();
        }
    }

    /** A queue that was deleted holds nothing, which is not the same as a broker that is away. */
    private OptionalLong noQueue(Line line) {
        queues.forget(line);
        return OptionalLong.of(0);
    }

    private static boolean missing(AmqpException e) {
        return e.getCause() instanceof IOException io
                && io.getCause() instanceof ShutdownSignalException signal
                && RabbitUtils.isPassiveDeclarationChannelClose(signal);
    }

    @Override
    public boolean reachable() {
        return Boolean.TRUE.equals(ask(Channel::isOpen));
    }

    private <T> @Nullable T ask(ChannelCallback<T> question) {
        try {
            return template.execute(question);
        } catch (AmqpException _) {
            return null;
        }
    }
}
