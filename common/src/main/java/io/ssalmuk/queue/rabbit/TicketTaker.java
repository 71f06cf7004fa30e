package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import io.ssalmuk.job.Line;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads each message of a line's queue as a ticket, and sets aside those that are none. */
final class TicketTaker extends DefaultConsumer {

    private static final Logger log = LoggerFactory.getLogger(TicketTaker.class);

    private static final int PERSISTENT = 2;

    private final Line line;
    private final Receiver receiver;
    private final LineQueues queues;
    private final Runnable cancelled;

    TicketTaker(
            Line line, Receiver receiver, Channel channel, LineQueues queues, Runnable cancelled) {
        super(channel);
        this.line = line;
        this.receiver = receiver;
        this.queues = queues;
        this.cancelled = cancelled;
    }

    @Override
    public void handleDelivery(
            String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
        switch (TicketFormat.read(line, body)) {
            case TicketFormat.Parsed.Good(var ticket) ->
                    receiver.tickets()
                            .accept(
                                    new RabbitDelivery(
                                            ticket, getChannel(), envelope.getDeliveryTag()));
            case TicketFormat.Parsed.Bad(var why) -> bury(body, why, envelope);
        }
    }

    /** A message that is no ticket can never become one: it is set aside with the reason. */
    private void bury(byte[] body, String why, Envelope envelope) {
        log.warn("a message in {} is no ticket, moved to the dead letters: {}", line, why);
        try {
            queues.declare(BrokerNames.DEAD_LETTERS, getChannel());
            var properties =
                    new AMQP.BasicProperties.Builder()
                            .deliveryMode(PERSISTENT)
                            .headers(Map.of("x-reason", why, "x-queue", line.toString()))
                            .build();
            getChannel().basicPublish("", BrokerNames.DEAD_LETTERS, properties, body);
            getChannel().basicAck(envelope.getDeliveryTag(), false);
            receiver.noTicket().run();
        } catch (IOException | AlreadyClosedException e) {
            log.warn("{}: the bad message stays until it comes again: {}", line, e.getMessage());
        }
    }

    @Override
    public void handleCancel(String tag) {
        cancelled.run();
    }
}
