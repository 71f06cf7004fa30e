package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ChannelContinuationTimeoutException;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.TicketSource.Tap;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * A consumer whose prefetch changes while its unanswered tickets stay valid. Spring's listener
 * containers close their channel to stop, which returns every ticket in hand.
 */
final class RabbitTap implements Tap {

    private static final Logger log = LoggerFactory.getLogger(RabbitTap.class);

    private final Line line;
    private final Receiver receiver;
    private final LineQueues queues;
    private final StandingChannel channel;

    /** Wanted tickets in hand; zero while shut. */
    private final AtomicInteger prefetch = new AtomicInteger();

    /** The tag of the running consumer; empty while there is none. */
    private final AtomicReference<String> consumer = new AtomicReference<>("");

    RabbitTap(Line line, Receiver receiver, ConnectionFactory connections, LineQueues queues) {
        this.line = line;
        this.receiver = receiver;
        this.queues = queues;
        this.channel = new StandingChannel("consumer of " + line, connections, this::consume);
    }

    @Override
    public synchronized void open(int wanted) {
        change(wanted);
    }

    @Override
    public synchronized void shut() {
        change(0);
    }

    private void change(int wanted) {
        if (prefetch.getAndSet(wanted) == wanted) {
            return;
        }
        channel.channel()
                .ifPresentOrElse(
                        this::restart,
                        () -> {
                            if (wanted > 0) {
                                channel.open();
                            }
                        });
    }

    private void restart(Channel open) {
        try {
            var tag = consumer.getAndSet("");
            if (!tag.isEmpty()) {
                open.basicCancel(tag);
            }
            consume(open);
        } catch (IOException | AlreadyClosedException e) {
            log.debug("{}: its channel has gone, and is opened again: {}", line, e.getMessage());
            channel.abandon();
            channel.openLater();
        }
    }

    private void consume(Channel open) throws IOException {
        int wanted = prefetch.get();
        if (wanted > 0) {
            queues.ensure(line, open);
            open.basicQos(wanted);
            begin(open);
        }
    }

    private void begin(Channel open) throws IOException {
        var taker = new TicketTaker(line, receiver, open, queues, this::cancelled);
        try {
            consumer.set(open.basicConsume(BrokerNames.queue(line), false, taker));
            queues.answered(line);
        } catch (ChannelContinuationTimeoutException e) {
            queues.silent(line);
            throw e;
        }
    }

    /** The queue was deleted: a new channel declares it again. */
    private void cancelled() {
        log.warn("{}: the broker cancelled the consumer; it is opened again", line);
        queues.forget(line);
        channel.abandon();
        channel.openLater();
    }

    @Override
    public synchronized void close() {
        prefetch.set(0);
        channel.close();
    }
}
