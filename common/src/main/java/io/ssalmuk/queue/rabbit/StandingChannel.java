package io.ssalmuk.queue.rabbit;

import static java.util.Objects.requireNonNull;

import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/**
 * A channel that is opened again and set up anew whenever it, its connection or the broker goes.
 */
final class StandingChannel implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StandingChannel.class);

    private static final Duration REOPEN_AFTER = Duration.ofSeconds(1);

    private final String purpose;
    private final ConnectionFactory connections;
    private final Setup setup;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<Optional<Channel>> current =
            new AtomicReference<>(Optional.empty());
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicBoolean reopening = new AtomicBoolean();
    private final AtomicBoolean said = new AtomicBoolean();

    /** What makes a new channel useful: declarations and consumers. */
    @FunctionalInterface
    interface Setup {
        void on(Channel channel) throws IOException;
    }

    StandingChannel(String purpose, ConnectionFactory connections, Setup setup) {
        this.purpose = purpose;
        this.connections = connections;
        this.setup = setup;
    }

    /** The channel, unless it is being opened again. */
    Optional<Channel> channel() {
        return current.get().filter(Channel::isOpen);
    }

    /** Opens it if it is not open; when that fails, again and again from then on. */
    void open() {
        lock.lock();
        try {
            if (!closed.get() && channel().isEmpty()) {
                var channel = newChannel();
                channel.addShutdownListener(this::lost);
                current.set(Optional.of(channel));
                setup.on(channel);
                said.set(false);
            }
        } catch (AmqpException | IOException | AlreadyClosedException e) {
            sayOnce(e);
            abandon(); // It may be open still, and good for nothing: the broker did not answer.
            openLater();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A channel past Spring's cache: closing a cached one keeps it and its unanswered messages, and
     * one that the broker closed opens itself anew, where old delivery tags name other messages.
     */
    private Channel newChannel() throws IOException {
        var connection = connections.createConnection().getDelegate();
        return requireNonNull(
                requireNonNull(connection, "connection").createChannel(),
                "the connection has no channel left");
    }

    /** Lets go of a channel that is of no use, whatever state it is in. */
    void abandon() {
        current.getAndSet(Optional.empty()).ifPresent(this::abort);
    }

    private void abort(Channel channel) {
        try {
            channel.abort();
        } catch (IOException e) {
            log.debug("{}: already closed: {}", purpose, e.getMessage());
        }
    }

    /** Once per loss: it is tried every second, and there are dozens of channels. */
    private void sayOnce(Exception e) {
        if (said.compareAndSet(false, true)) {
            log.warn("{} is not there; it is tried every second: {}", purpose, e.getMessage());
        }
    }

    private void lost(ShutdownSignalException signal) {
        if (!closed.get()) {
            log.debug("{} was lost, and is opened again: {}", purpose, signal.getMessage());
            openLater();
        }
    }

    void openLater() {
        if (reopening.compareAndSet(false, true)) {
            Thread.ofVirtual()
                    .name("reopen-" + purpose)
                    .start(() -> {
                        LockSupport.parkNanos(REOPEN_AFTER.toNanos());
                        reopening.set(false);
                        open();
                    });
        }
    }

    @Override
    public void close() {
        closed.set(true);
        channel().ifPresent(this::close);
    }

    private void close(Channel channel) {
        try {
            channel.close();
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            log.debug("{}: already closed: {}", purpose, e.getMessage());
        }
    }
}
