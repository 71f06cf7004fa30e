package io.ssalmuk.queue.rabbit;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DeliverCallback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;

/** One fanout exchange, heard through an exclusive queue that goes with its connection. */
final class FanoutSubscription implements AutoCloseable {

    private final String exchange;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean opened = new AtomicBoolean();
    private final StandingChannel channel;

    FanoutSubscription(String exchange, ConnectionFactory connections) {
        this.exchange = exchange;
        this.channel = new StandingChannel("listener of " + exchange, connections, this::listen);
    }

    static void declare(String exchange, Channel channel) throws IOException {
        channel.exchangeDeclare(exchange, BuiltinExchangeType.FANOUT, true);
    }

    void add(Consumer<String> listener) {
        listeners.add(listener);
        if (opened.compareAndSet(false, true)) {
            channel.open();
        }
    }

    private void listen(Channel open) throws IOException {
        declare(exchange, open);
        var queue = open.queueDeclare().getQueue();
        open.queueBind(queue, exchange, "");
        DeliverCallback hear =
                (_, delivery) -> {
                    var text = new String(delivery.getBody(), StandardCharsets.UTF_8);
                    listeners.forEach(listener -> listener.accept(text));
                };
        open.basicConsume(queue, true, hear, _ -> channel.openLater());
    }

    @Override
    public void close() {
        channel.close();
    }
}
