package io.ssalmuk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestRabbitTest {

    @Test
    void aConfirmedMessageIsTakenFromItsQueue() throws Exception {
        var broker = TestRabbit.newVhost();

        Amqp.publish(broker, "work", "hello");

        assertThat(Amqp.take(broker, "work")).contains("hello");
    }

    @Test
    void virtualHostsShareNothing() throws Exception {
        var one = TestRabbit.newVhost();
        var other = TestRabbit.newVhost();

        Amqp.publish(one, "work", "hello");

        assertThat(Amqp.take(other, "work")).isEmpty();
    }

    @Test
    void theManagementApiSeesTheQueues() throws Exception {
        var broker = TestRabbit.newVhost();

        Amqp.publish(broker, "seen-from-the-console", "hello");

        assertThat(broker.manage("/api/queues/" + broker.vhost()))
                .contains("seen-from-the-console");
    }

    @Test
    void anExistingBrokerIsNamedWithOrWithoutItsUser() {
        assertThat(TestRabbit.existing("10.0.0.7:5673", Optional.empty()))
                .isEqualTo(
                        new Broker(
                                "10.0.0.7",
                                5673,
                                "guest",
                                "guest",
                                "/",
                                URI.create("http://10.0.0.7:15672")));
        assertThat(TestRabbit.existing("me:secret@host:5672", Optional.of("http://host:8080")))
                .isEqualTo(
                        new Broker(
                                "host", 5672, "me", "secret", "/", URI.create("http://host:8080")));
    }

    @Test
    void aMissingBrokerFailsWithWhatToInstall() {
        assertThatThrownBy(() -> RabbitBinary.find(Stream.of("/nowhere")))
                .hasMessageContaining("apt-get install rabbitmq-server")
                .hasMessageContaining("SSALMUK_TEST_RABBITMQ");
    }
}
