package io.ssalmuk.queue;

import static io.ssalmuk.queue.TicketsContract.FLASH;
import static io.ssalmuk.queue.TicketsContract.tickets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link BrokerState} does. */
public interface BrokerStateContract {

    Wire wire();

    @Test
    default void aBrokerHoldsTheMarkerThatItWasGiven() {
        var marker = UUID.randomUUID();
        assertThat(wire().state().holds(marker)).isFalse();

        wire().state().mark(marker);

        assertThat(wire().state().holds(marker)).isTrue();
        assertThat(wire().state().holds(UUID.randomUUID())).isFalse();
        try (var neighbour = wire().neighbour()) {
            assertThat(neighbour.state().holds(marker)).isTrue();
        }
    }

    @Test
    default void theDepthOfALineIsWhatWaitsInIt() {
        wire().publisher().publish(tickets(FLASH, 3));

        await().until(() -> wire().state().depth(FLASH).equals(OptionalLong.of(3)));
    }

    @Test
    default void aLineThatHasNoQueueYetHoldsNothing() {
        assertThat(wire().state().depth(FLASH)).hasValue(0);
    }

    @Test
    default void aBrokerThatAnswersIsReachable() {
        assertThat(wire().state().reachable()).isTrue();
    }
}
