package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.MessageProperties;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** End notices and signals: fanout exchanges, and one exclusive queue per process and kind. */
@Component
final class RabbitFanout implements EndNotices, Signals, ConnectionListener, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RabbitFanout.class);

    private final RabbitTemplate template;
    private final FanoutSubscription ends;
    private final FanoutSubscription signals;
    private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();

    /** Exchanges that this connection's broker is known to have. */
    private final Set<String> declared = ConcurrentHashMap.newKeySet();

    RabbitFanout(ConnectionFactory connections, RabbitTemplate template) {
        this.template = template;
        this.ends = new FanoutSubscription(BrokerNames.ENDS, connections);
        this.signals = new FanoutSubscription(BrokerNames.SIGNALS, connections);
        connections.addConnectionListener(this);
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        declared.clear();
        // On threads of their own: the factory holds its lock while it calls its listeners.
        reconnected.forEach(action -> Thread.ofVirtual().name("reconnected").start(action));
    }

    @Override
    public void onReconnect(Runnable action) {
        reconnected.add(action);
    }

    @Override
    public void send(JobId ended) {
        publish(BrokerNames.ENDS, ended.toString());
    }

    @Override
    public void send(Signal signal) {
        publish(BrokerNames.SIGNALS, SignalFormat.write(signal));
    }

    private void publish(String exchange, String text) {
        try {
            template.execute(channel -> {
                if (!declared.contains(exchange)) {
                    FanoutSubscription.declare(exchange, channel);
                    declared.add(exchange);
                }
                var body = text.getBytes(StandardCharsets.UTF_8);
                channel.basicPublish(exchange, "", MessageProperties.BASIC, body);
                return true;
            });
        } catch (AmqpException e) {
            log.debug("not sent to {}, a sweep makes up for it: {}", exchange, e.getMessage());
        }
    }

    @Override
    public void listen(Consumer<JobId> listener) {
        ends.add(text -> JobId.parse(text).ifPresent(listener));
    }

    @Override
    public void listenToSignals(Consumer<Signal> listener) {
        signals.add(text -> SignalFormat.read(text).ifPresent(listener));
    }

    @Override
    public void destroy() {
        ends.close();
        signals.close();
    }
}
