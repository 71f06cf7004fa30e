package io.ssalmuk.queue.rabbit;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.TicketSource.Tap;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * A consumer whose prefetch changes while its unanswered tickets stay valid. Spring's listener
 * containers close their channel to stop, which returns every ticket in hand.
 */
final class RabbitTap implements Tap {

    private static final Logger log = LoggerFactory.getLogger(RabbitTap.class);

    /** After a channel was closed by the broker, for example because its queue was deleted. */
    private static final Duration REOPEN_AFTER = Duration.ofSeconds(1);

    private final Line line;
    private final Consumer<Delivery> handler;
    private final ConnectionFactory connections;
    private final LineQueues queues;
    private final ReentrantLock lock = new ReentrantLock();

    /** Wanted tickets in hand; zero while shut. */
    private int prefetch;

    private boolean closed;
    private @Nullable Channel channel;
    private @Nullable String consumer;

    RabbitTap(
            Line line,
            Consumer<Delivery> handler,
            ConnectionFactory connections,
            LineQueues queues) {
        this.line = line;
        this.handler = handler;
        this.connections = connections;
        this.queues = queues;
    }

    @Override
    public void open(int wanted) {
        change(wanted);
    }

    @Override
    public void shut() {
        change(0);
    }

    /** Makes what is the same as what is wanted, after a connection was lost. */
    void reopen() {
        lock.lock();
        try {
            settle();
        } finally {
            lock.unlock();
        }
    }

    private void change(int wanted) {
        lock.lock();
        try {
            if (wanted != prefetch) {
                prefetch = wanted;
                cancel();
            }
            settle();
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        boolean consuming = consumer != null && channel != null && channel.isOpen();
        if (closed || prefetch == 0 || consuming) {
            return;
        }
        try {
            var open = openChannel();
            queues.ensure(line, open);
            open.basicQos(prefetch);
            consumer = open.basicConsume(BrokerNames.queue(line), false, new Taker(open));
        } catch (AmqpException | IOException | AlreadyClosedException e) {
            log.warn("{} is not consumed now, and will be again: {}", line, e.getMessage());
            reopenLater();
        }
    }

    /**
     * A channel past Spring's cache: closing a cached one keeps it and its unanswered tickets, and
     * one that the broker closed opens itself anew, where old delivery tags name other tickets.
     */
    private Channel openChannel() throws IOException {
        var open = channel;
        if (open == null || !open.isOpen()) {
            var connection = connections.createConnection().getDelegate();
            open = requireNonNull(connection, "connection").createChannel();
            channel = requireNonNull(open, "the connection has no channel left");
        }
        return open;
    }

    private void cancel() {
        var tag = consumer;
        var open = channel;
        consumer = null;
        if (tag != null && open != null && open.isOpen()) {
            try {
                open.basicCancel(tag);
            } catch (IOException | AlreadyClosedException e) {
                log.debug("{}: the channel went before its consumer: {}", line, e.getMessage());
            }
        }
    }

    /** The queue was deleted, and its consumer with it. */
    private void forget(String tag) {
        lock.lock();
        try {
            queues.forget(line);
            if (tag.equals(consumer)) {
                consumer = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void reopenLater() {
        Thread.ofVirtual()
                .name("tap-reopen")
                .start(() -> {
                    try {
                        Thread.sleep(REOPEN_AFTER);
                        reopen();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            cancel();
            if (channel != null && channel.isOpen()) {
                channel.close();
            }
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            log.debug("{}: already closed: {}", line, e.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** The AMQP consumer of one opening. */
    private final class Taker extends DefaultConsumer {

        Taker(Channel channel) {
            super(channel);
        }

        @Override
        public void handleDelivery(
                String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            switch (TicketFormat.read(line, body)) {
                case TicketFormat.Parsed.Good(var ticket) ->
                        handler.accept(
                                new RabbitDelivery(
                                        ticket, getChannel(), envelope.getDeliveryTag()));
                case TicketFormat.Parsed.Bad(var why) -> bury(body, why, envelope);
            }
        }

        /** A message that is no ticket can never become one: it is set aside with the reason. */
        private void bury(byte[] body, String why, Envelope envelope) {
            log.warn("a message in {} is no ticket, moved to the dead letters: {}", line, why);
            try {
                LineQueues.declare(BrokerNames.DEAD_LETTERS, getChannel());
                var properties =
                        new AMQP.BasicProperties.Builder()
                                .deliveryMode(2)
                                .headers(Map.of("x-reason", why, "x-queue", line.toString()))
                                .build();
                getChannel().basicPublish("", BrokerNames.DEAD_LETTERS, properties, body);
                getChannel().basicAck(envelope.getDeliveryTag(), false);
            } catch (IOException | AlreadyClosedException e) {
                log.warn(
                        "{}: the bad message stays until the next delivery: {}",
                        line,
                        e.getMessage());
            }
        }

        @Override
        public void handleCancel(String tag) {
            log.warn("{}: the broker cancelled the consumer; it is opened again", line);
            forget(tag);
            reopenLater();
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
            if (!signal.isInitiatedByApplication()) {
                reopenLater();
            }
        }
    }
}
