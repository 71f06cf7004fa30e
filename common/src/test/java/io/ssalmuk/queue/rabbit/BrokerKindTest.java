package io.ssalmuk.queue.rabbit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerKindTest {

    @ParameterizedTest
    @CsvSource({
        "RabbitMQ, 3.10.8, RABBITMQ_3",
        "RabbitMQ, 3.13.7, RABBITMQ_3",
        "RabbitMQ, 4.0.5,  RABBITMQ_4",
        "RabbitMQ, 4.3.0,  RABBITMQ_4",
        "RabbitMQ, 30.1.0, RABBITMQ_4",
        "qpid,     10.1.0, PLAIN"
    })
    void aBrokerIsKnownByHowItIntroducesItself(String product, String version, BrokerKind kind) {
        assertThat(BrokerKind.of(Map.of("product", product, "version", version))).isEqualTo(kind);
    }

    @Test
    void aBrokerThatSaysNothingIsPlain() {
        assertThat(BrokerKind.of(Map.of())).isEqualTo(BrokerKind.PLAIN);
    }

    @Test
    void onlyRabbitMq4NeedsItsDeliveryLimitLifted() {
        assertThat(BrokerKind.RABBITMQ_4.durableQueue())
                .isEqualTo(Map.of("x-queue-type", "quorum", "x-delivery-limit", -1));
        assertThat(BrokerKind.RABBITMQ_3.durableQueue())
                .isEqualTo(Map.of("x-queue-type", "quorum"));
        assertThat(BrokerKind.PLAIN.durableQueue()).isEmpty();
    }
}
