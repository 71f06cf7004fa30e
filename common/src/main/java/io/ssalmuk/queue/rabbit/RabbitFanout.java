package io.ssalmuk.queue.rabbit;

import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.FanoutExchange;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** End notices and signals: fanout exchanges, and one exclusive queue per process and kind. */
@Component
final class RabbitFanout implements EndNotices, Signals, ConnectionListener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RabbitFanout.class);

    /** Notices are lost until the connection is back, so it is tried often. */
    private static final long RECONNECT_MILLIS = 1_000;

    /**
     * Just before the connection factory, which stops last: a consumer whose connection is gone
     * takes 5 seconds to be given up.
     */
    private static final int STOPS_LATE = Integer.MIN_VALUE + 1;

    private final ConnectionFactory connections;
    private final RabbitTemplate template;
    private final RabbitAdmin admin;
    private final List<DirectMessageListenerContainer> containers = new CopyOnWriteArrayList<>();
    private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    RabbitFanout(ConnectionFactory connections, RabbitTemplate template) {
        this.connections = connections;
        this.template = template;
        this.admin = new RabbitAdmin(connections);
        admin.setRedeclareManualDeclarations(true);
        admin.setIgnoreDeclarationExceptions(true);
        admin.afterPropertiesSet();
        connections.addConnectionListener(this);
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
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
        var message =
                MessageBuilder.withBody(text.getBytes(StandardCharsets.UTF_8))
                        .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                        .build();
        try {
            template.send(exchange, "", message);
        } catch (AmqpException e) {
            log.debug("not sent to {}, a sweep makes up for it: {}", exchange, e.getMessage());
        }
    }

    @Override
    public void listen(Consumer<JobId> listener) {
        subscribe(BrokerNames.ENDS, text -> JobId.parse(text).ifPresent(listener));
    }

    @Override
    public void listenToSignals(Consumer<Signal> listener) {
        subscribe(BrokerNames.SIGNALS, text -> SignalFormat.read(text).ifPresent(listener));
    }

    private void subscribe(String exchange, Consumer<String> listener) {
        var queue = new AnonymousQueue();
        var container = new DirectMessageListenerContainer(connections);
        declare(exchange, queue);
        container.setAmqpAdmin(admin);
        container.setQueues(queue);
        container.setAcknowledgeMode(AcknowledgeMode.NONE);
        container.setMissingQueuesFatal(false);
        container.setRecoveryInterval(RECONNECT_MILLIS);
        container.setFailedDeclarationRetryInterval(RECONNECT_MILLIS);
        container.setMessageListener(
                message -> listener.accept(new String(message.getBody(), StandardCharsets.UTF_8)));
        container.afterPropertiesSet();
        container.start();
        containers.add(container);
    }

    private void declare(String exchange, AnonymousQueue queue) {
        var fanout = new FanoutExchange(exchange, true, false);
        admin.declareExchange(fanout);
        admin.declareQueue(queue);
        admin.declareBinding(BindingBuilder.bind(queue).to(fanout));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        containers.forEach(DirectMessageListenerContainer::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return STOPS_LATE;
    }
}
