package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.ssalmuk.job.Line;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Declares each line's queue before it is used. */
@Component
final class LineQueues {

    private static final Logger log = LoggerFactory.getLogger(LineQueues.class);

    /** A broker that is busy may be late once. */
    private static final int DEAD = 2;

    /**
     * Queues that an older broker or an operator made otherwise; that is no reason to stand still.
     */
    private final Set<String> asTheyAre = ConcurrentHashMap.newKeySet();

    private final OncePerConnection once = new OncePerConnection();

    /**
     * How often in a row a consumer had no answer from a queue. A broker that is killed while it
     * makes a quorum queue may come back with one that never elects a leader: it can be declared,
     * and neither consumed nor published to (seen with RabbitMQ 3.10).
     */
    private final Map<Line, Integer> silences = new ConcurrentHashMap<>();

    void ensure(Line line, Channel channel) throws IOException {
        if (silences.getOrDefault(line, 0) >= DEAD) {
            silences.remove(line);
            remove(line, channel);
        }
        var queue = BrokerNames.queue(line);
        once.declare(queue, channel, on -> declare(queue, on));
    }

    /** A consumer has had its answer. */
    void answered(Line line) {
        silences.remove(line);
    }

    /** A consumer has had none, in all the time that the broker has for one. */
    void silent(Line line) {
        silences.merge(line, 1, Integer::sum);
    }

    /** Its tickets go with it, and their jobs are ticketed again by the sweep. */
    private void remove(Line line, Channel channel) throws IOException {
        var queue = BrokerNames.queue(line);
        forget(line); // First: if it is gone by now, its next use makes it.
        if (channel.queueDeclarePassive(queue).getConsumerCount() == 0) {
            log.warn("{} answers nobody; it is deleted and made anew", queue);
            channel.queueDelete(queue);
        }
    }

    /** Somebody deleted the queue: it is declared again before its next use. */
    void forget(Line line) {
        once.forget(BrokerNames.queue(line));
    }

    void declare(String queue, Channel channel) throws IOException {
        // Forgotten first: if it is gone by now, the next channel makes it.
        if (asTheyAre.remove(queue)) {
            channel.queueDeclarePassive(queue);
            asTheyAre.add(queue);
            return;
        }
        try {
            declareAnew(queue, channel);
        } catch (IOException e) {
            if (isOtherwise(e)) {
                log.info("{} is there with other arguments and is used as it is", queue);
                asTheyAre.add(queue);
            }
            throw e; // The broker has closed the channel; the next one takes the queue as it is.
        }
    }

    private static boolean isOtherwise(IOException e) {
        return e.getCause() instanceof ShutdownSignalException signal
                && signal.getReason() instanceof AMQP.Channel.Close close
                && close.getReplyCode() == AMQP.PRECONDITION_FAILED;
    }

    private static void declareAnew(String queue, Channel channel) throws IOException {
        var arguments = BrokerKind.of(channel.getConnection()).durableQueue();
        channel.queueDeclare(queue, true, false, false, arguments);
    }
}
