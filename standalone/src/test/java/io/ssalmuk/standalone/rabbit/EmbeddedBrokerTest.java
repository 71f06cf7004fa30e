package io.ssalmuk.standalone.rabbit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.Delivery;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.PossibleAuthenticationFailureException;
import com.rabbitmq.client.Return;
import io.ssalmuk.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What the services ask of a broker, asked of the embedded one with RabbitMQ's own client. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedBrokerTest {

    private final EmbeddedBroker broker = EmbeddedBroker.start();
    private final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();

    @AfterAll
    void stop() {
        broker.close();
    }

    @Test
    void aConfirmedMessageIsDeliveredOnceAcked() throws Exception {
        var channel = channel();
        var queue = durableQueue(channel, "confirmed");
        publish(channel, "", queue, "hello");

        var deliveries = consume(channel, queue, 10);
        var delivery = take(deliveries);
        channel.basicAck(delivery.getEnvelope().getDeliveryTag(), false);

        assertThat(text(delivery)).isEqualTo("hello");
        assertThat(delivery.getProperties().getMessageId()).isEqualTo("id-hello");
        assertThat(delivery.getProperties().getHeaders()).containsEntry("attempt", 1);
    }

    @Test
    void aReturnedMessageComesAgainMarkedAsRedelivered() throws Exception {
        var channel = channel();
        var queue = durableQueue(channel, "returned");
        publish(channel, "", queue, "hello");
        var deliveries = consume(channel, queue, 1);

        channel.basicNack(take(deliveries).getEnvelope().getDeliveryTag(), false, true);

        var again = take(deliveries);
        assertThat(text(again)).isEqualTo("hello");
        assertThat(again.getEnvelope().isRedeliver()).isTrue();
        channel.basicAck(again.getEnvelope().getDeliveryTag(), false);
    }

    @Test
    void prefetchBoundsWhatIsUnacked() throws Exception {
        var channel = channel();
        var queue = durableQueue(channel, "prefetched");
        publish(channel, "", queue, "one");
        publish(channel, "", queue, "two");
        publish(channel, "", queue, "three");
        var deliveries = consume(channel, queue, 2);

        var first = take(deliveries);
        assertThat(text(take(deliveries))).isEqualTo("two");
        assertThat(deliveries.poll(200, TimeUnit.MILLISECONDS)).isNull();

        channel.basicAck(first.getEnvelope().getDeliveryTag(), false);
        assertThat(text(take(deliveries))).isEqualTo("three");
    }

    @Test
    void whatADeadConsumerHeldGoesToTheNext() throws Exception {
        var channel = channel();
        var queue = durableQueue(channel, "inherited");
        publish(channel, "", queue, "hello");
        var dying = connect(broker.password());
        take(consume(dying.createChannel(), queue, 1));
        dying.abort();

        assertThat(text(take(consume(channel, queue, 1)))).isEqualTo("hello");
    }

    @Test
    void aFanoutReachesEachExclusiveQueue() throws Exception {
        var channel = channel();
        channel.exchangeDeclare("signals", "fanout", true);
        var one = channel.queueDeclare().getQueue();
        var other = channel.queueDeclare().getQueue();
        channel.queueBind(one, "signals", "");
        channel.queueBind(other, "signals", "");

        publish(channel, "signals", "", "wake");

        // Each on a channel of its own: this broker counts prefetch per channel, RabbitMQ per
        // consumer.
        assertThat(text(take(consume(channel(), one, 1)))).isEqualTo("wake");
        assertThat(text(take(consume(channel(), other, 1)))).isEqualTo("wake");
    }

    @Test
    void aReplyQueueTakesLargeMessagesWithHeadersAndGoesWithItsConnection() throws Exception {
        var asking = connect(broker.password());
        var asked = asking.createChannel();
        asked.queueDeclare("replies.one", false, true, true, null);
        var replies = new LinkedBlockingQueue<Delivery>();
        asked.basicConsume("replies.one", true, (_, reply) -> replies.add(reply), _ -> {});
        byte[] large = new byte[4 * 1024 * 1024];
        large[large.length - 1] = 7;

        var answering = channel();
        answering.basicPublish("", "replies.one", reply(0), large);
        answering.basicPublish("", "replies.one", reply(1), new byte[0]);

        var first = take(replies);
        assertThat(first.getBody()).isEqualTo(large);
        assertThat(first.getProperties().getHeaders())
                .containsEntry("sequence", 0)
                .hasEntrySatisfying("job", job -> assertThat(job).hasToString("an id"));
        assertThat(take(replies).getProperties().getHeaders()).containsEntry("sequence", 1);
        asking.close();

        // Nobody is there any more: dropped without a word, and without the channel.
        answering.basicPublish("", "replies.one", reply(2), new byte[0]);
        var again = channel();
        again.queueDeclare("replies.one", false, true, true, null);
        assertThat(again.messageCount("replies.one")).isZero();
        answering.basicPublish("", "replies.one", reply(3), new byte[0]);
        var next = new LinkedBlockingQueue<Delivery>();
        again.basicConsume("replies.one", true, (_, reply) -> next.add(reply), _ -> {});
        assertThat(take(next).getProperties().getHeaders()).containsEntry("sequence", 3);
    }

    private static BasicProperties reply(int sequence) {
        return new BasicProperties.Builder()
                .deliveryMode(1)
                .headers(Map.of("job", "an id", "sequence", sequence))
                .build();
    }

    @Test
    void askingForAQueueThatIsNotThereClosesTheChannelOnly() throws Exception {
        var channel = channel();

        assertThatThrownBy(() -> channel.queueDeclarePassive("nowhere"))
                .isInstanceOf(IOException.class)
                .rootCause()
                .hasMessageContaining("404");
        assertThat(channel.isOpen()).isFalse();
        assertThat(connections.element().isOpen()).isTrue();
    }

    @Test
    void aMandatoryMessageWithoutAQueueComesBack() throws Exception {
        var channel = channel();
        var returns = new LinkedBlockingQueue<Return>();
        channel.addReturnListener(returns::add);
        channel.confirmSelect();

        channel.basicPublish(
                "",
                "nowhere",
                true,
                MessageProperties.PERSISTENT_BASIC,
                "hello".getBytes(StandardCharsets.UTF_8));

        // RabbitMQ returns and acks, this broker returns and nacks.
        assertThat(channel.waitForConfirms(10_000)).isFalse();

        var returned = returns.poll(10, TimeUnit.SECONDS);
        assertThat(returned).isNotNull().extracting(Return::getRoutingKey).isEqualTo("nowhere");
    }

    @Test
    void aWrongPasswordIsRefused() {
        assertThatThrownBy(() -> connect("guess"))
                .isInstanceOf(PossibleAuthenticationFailureException.class);
    }

    @Test
    void aSecondBrokerHasAPortOfItsOwnAndEndsAlone() {
        try (var second = EmbeddedBroker.start()) {
            assertThat(second.address()).startsWith("127.0.0.1:").isNotEqualTo(broker.address());
        }
        assertThat(connections.element().isOpen()).isTrue();
    }

    @BeforeEach
    void connect() throws Exception {
        connections.add(connect(broker.password()));
    }

    @AfterEach
    void disconnect() {
        connections.remove().abort();
    }

    private Channel channel() throws IOException {
        return connections.element().createChannel();
    }

    private Connection connect(String password) throws Exception {
        var factory = new ConnectionFactory();
        factory.setUri("amqp://" + broker.address());
        factory.setUsername(broker.user());
        factory.setPassword(password);
        return factory.newConnection();
    }

    private static String durableQueue(Channel channel, String name) throws IOException {
        return channel.queueDeclare(name, true, false, false, null).getQueue();
    }

    private static void publish(Channel channel, String exchange, String key, String text)
            throws Exception {
        channel.confirmSelect();
        var properties =
                new BasicProperties.Builder()
                        .deliveryMode(2)
                        .messageId("id-" + text)
                        .headers(Map.of("attempt", 1))
                        .build();
        channel.basicPublish(exchange, key, properties, text.getBytes(StandardCharsets.UTF_8));
        channel.waitForConfirmsOrDie(10_000);
    }

    private static BlockingQueue<Delivery> consume(Channel channel, String queue, int prefetch)
            throws IOException {
        var deliveries = new LinkedBlockingQueue<Delivery>();
        channel.basicQos(prefetch);
        channel.basicConsume(queue, false, (_, delivery) -> deliveries.add(delivery), _ -> {});
        return deliveries;
    }

    private static Delivery take(BlockingQueue<Delivery> deliveries) throws InterruptedException {
        var delivery = deliveries.poll(10, TimeUnit.SECONDS);
        assertThat(delivery).as("a delivery within ten seconds").isNotNull();
        return delivery;
    }

    private static String text(Delivery delivery) {
        return new String(delivery.getBody(), StandardCharsets.UTF_8);
    }
}
