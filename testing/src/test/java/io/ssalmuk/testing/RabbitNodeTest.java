package io.ssalmuk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RabbitNodeTest {

    private final RabbitNode node = RabbitNode.start();

    @AfterAll
    void end() {
        node.close();
    }

    @BeforeAll
    void aConfirmedMessage() throws Exception {
        Amqp.publish(node.broker(), "work", "hello");
    }

    @Test
    void outlivesAKillAndARestartButNotAWipe() throws Exception {
        node.kill();
        assertThatThrownBy(() -> Amqp.connect(node.broker()));

        node.restart();
        assertThat(Amqp.take(node.broker(), "work")).contains("hello");

        Amqp.publish(node.broker(), "work", "again");
        node.restart();
        assertThat(Amqp.take(node.broker(), "work")).contains("again");

        Amqp.publish(node.broker(), "work", "lost");
        node.wipe();
        assertThat(Amqp.take(node.broker(), "work")).isEmpty();
    }
}
