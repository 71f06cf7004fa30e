package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.io.IOException;
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
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** End notices and signals: fanout exchanges, and one exclusive queue per process and kind. */
@Component
final class RabbitFanout implements EndNotices, Signals, ConnectionListener, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(RabbitFanout.class);

    /** Notices are lost until the connection is back, so it is tried often. */
    private static final long RECONNECT_MILLIS = 1_000;

    private final ConnectionFactory connections;
    private final RabbitTemplate template;
    private final RabbitAdmin admin;
    private final OncePerConnection exchanges = new OncePerConnection();
    private final List<DirectMessageListenerContainer> containers = new CopyOnWriteArrayList<>();
    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();

    RabbitFanout(ConnectionFactory connections, RabbitTemplate template) {
        this.connections = connections;
        this.template = template;
        this.admin = new RabbitAdmin(connections);
        admin.setIgnoreDeclarationExceptions(true);
        connections.addConnectionListener(this);
    }

    @Override
    public void onCreate(@Nullable Connection connection) {
        // The queues ended with the last connection, or could not be made while there was none.
        subscriptions.forEach(this::declare);
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
            template.execute(channel -> publish(exchange, text, channel));
        } catch (AmqpException e) {
            log.debug("not sent to {}, a sweep makes up for it: {}", exchange, e.getMessage());
        }
    }

    /** To an exchange that nobody made yet, a message would close the channel. */
    private boolean publish(String exchange, String text, Channel channel) throws IOException {
        exchanges.declare(exchange, channel, on -> on.exchangeDeclare(exchange, "fanout", true));
        channel.basicPublish(
                exchange, "", MessageProperties.BASIC, text.getBytes(StandardCharsets.UTF_8));
        return true;
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
        var subscription =
                new Subscription(new FanoutExchange(exchange, true, false), new AnonymousQueue());
        subscriptions.add(subscription);
        declare(subscription);
        var container = new DirectMessageListenerContainer(connections);
        container.setAmqpAdmin(admin);
        container.setQueues(subscription.queue());
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

    private void declare(Subscription to) {
        admin.declareExchange(to.exchange());
        admin.declareQueue(to.queue());
        admin.declareBinding(BindingBuilder.bind(to.queue()).to(to.exchange()));
    }

    private record Subscription(FanoutExchange exchange, AnonymousQueue queue) {}

    @Override
    public void destroy() {
        containers.forEach(DirectMessageListenerContainer::stop);
    }
}
