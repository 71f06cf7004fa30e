package io.ssalmuk.queue.rabbit;

import com.github.f4b6a3.uuid.UuidCreator;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.queue.StreamListener;
import io.ssalmuk.queue.StreamMessage;
import io.ssalmuk.queue.rabbit.Outgoing.Letter;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Streams through the default exchange and one exclusive queue per API process, neither persistent
 * nor confirmed: a broker that restarts ends the streams that have begun. A thread of its own
 * publishes, because a broker that is short of memory stops reading and would hold a call up.
 */
@Component
final class RabbitStreamChunks implements StreamChunks, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RabbitStreamChunks.class);

    /** Some seconds of hundreds of streams; a broker that is behind by more counts as away. */
    private static final long MOST_WAITING_BYTES = 32L * 1024 * 1024;

    private final ConnectionFactory connections;
    private final StandingChannel channel;
    private final Outgoing outgoing = new Outgoing(MOST_WAITING_BYTES);
    private final Thread publisher = Thread.ofVirtual().name("stream-chunks").unstarted(this::run);
    private final AtomicBoolean started = new AtomicBoolean();
    private final List<ReplyQueue> queues = new CopyOnWriteArrayList<>();

    RabbitStreamChunks(ConnectionFactory connections) {
        this.connections = connections;
        this.channel = new StandingChannel("publisher of streams", connections, _ -> {});
    }

    @Override
    public ReplyAddress listen(StreamListener listener) {
        var queue = new ReplyQueue(UuidCreator.getTimeOrderedEpoch(), listener, connections);
        queues.add(queue);
        return queue.open();
    }

    @Override
    public void send(ReplyAddress to, StreamMessage message) {
        if (started.compareAndSet(false, true)) {
            publisher.start();
        }
        if (!outgoing.offer(new Letter(to, message))) {
            log.debug("job {}: the broker is behind, a chunk is dropped", message.job());
        }
    }

    private void run() {
        channel.open();
        try {
            while (true) {
                var letter = outgoing.take();
                channel.channel().ifPresent(open -> publish(letter, open));
            }
        } catch (InterruptedException _) {
            // The process ends: streams that have not ended by now are told so by their job's end.
            Thread.currentThread().interrupt();
        }
    }

    private static void publish(Letter letter, Channel open) {
        try {
            open.basicPublish(
                    "",
                    letter.to().text(),
                    StreamFormat.properties(letter.message()),
                    StreamFormat.body(letter.message()));
        } catch (IOException | AlreadyClosedException e) {
            log.debug("job {}: a chunk is lost: {}", letter.message().job(), e.getMessage());
        }
    }

    @Override
    public void destroy() {
        publisher.interrupt();
        channel.close();
        queues.forEach(ReplyQueue::close);
    }
}
