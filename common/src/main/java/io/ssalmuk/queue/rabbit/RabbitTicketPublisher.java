package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.TicketPublisher;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.stereotype.Component;

@Component
final class RabbitTicketPublisher implements TicketPublisher {

    private static final Logger log = LoggerFactory.getLogger(RabbitTicketPublisher.class);

    /** Past this, a broker counts as away; the dispatcher publishes again what it did take. */
    private static final long CONFIRM_WITHIN_MILLIS = 5_000;

    private final RabbitTemplate template;
    private final LineQueues queues;

    RabbitTicketPublisher(RabbitTemplate template, LineQueues queues) {
        this.template = template;
        this.queues = queues;
    }

    @Override
    public boolean publish(Collection<Ticket> tickets) {
        try {
            return Boolean.TRUE.equals(template.execute(channel -> publish(tickets, channel)));
        } catch (AmqpException e) {
            log.warn("{} tickets could not be published: {}", tickets.size(), e.getMessage());
            return false;
        }
    }

    private boolean publish(Collection<Ticket> tickets, Channel channel)
            throws IOException, InterruptedException, TimeoutException {
        channel.confirmSelect();
        for (var ticket : tickets) {
            queues.ensure(ticket.line(), channel);
            channel.basicPublish(
                    "",
                    BrokerNames.queue(ticket.line()),
                    MessageProperties.PERSISTENT_BASIC,
                    TicketFormat.write(ticket));
        }
        return channel.waitForConfirms(CONFIRM_WITHIN_MILLIS);
    }
}
