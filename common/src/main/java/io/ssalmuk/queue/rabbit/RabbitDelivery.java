package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Delivery;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An answer that does not arrive costs a second delivery, which finds the job taken care of. */
record RabbitDelivery(Ticket ticket, Channel channel, long tag) implements Delivery {

    private static final Logger log = LoggerFactory.getLogger(RabbitDelivery.class);

    @Override
    public void ack() {
        try {
            channel.basicAck(tag, false);
        } catch (IOException | AlreadyClosedException e) {
            log.debug("job {}: its ticket will come again: {}", ticket.job(), e.getMessage());
        }
    }

    @Override
    public void giveBack() {
        try {
            channel.basicNack(tag, false, true);
        } catch (IOException | AlreadyClosedException e) {
            log.debug("job {}: its ticket comes again by itself: {}", ticket.job(), e.getMessage());
        }
    }
}
