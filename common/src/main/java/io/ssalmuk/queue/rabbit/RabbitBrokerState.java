package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.BrokerState;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.ChannelCallback;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

@Component
final class RabbitBrokerState implements BrokerState {

    private final RabbitTemplate template;

    RabbitBrokerState(RabbitTemplate template) {
        this.template = template;
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
                    LineQueues.declare(BrokerNames.marker(marker), channel);
                    return true;
                });
        return marked != null;
    }

    @Override
    public OptionalLong depth(Line line) {
        var depth = ask(channel -> channel.messageCount(BrokerNames.queue(line)));
        return depth == null ? OptionalLong.empty() : OptionalLong.of(depth);
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
