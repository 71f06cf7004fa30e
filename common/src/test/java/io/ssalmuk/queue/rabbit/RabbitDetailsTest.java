package io.ssalmuk.queue.rabbit;

import static io.ssalmuk.queue.TicketsContract.FLASH;
import static io.ssalmuk.queue.TicketsContract.tickets;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.Hand;
import io.ssalmuk.testing.Broker;
import io.ssalmuk.testing.TestRabbit;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is RabbitMQ's alone: queue arguments, dead letters, deletion from the console. */
class RabbitDetailsTest {

    private static final String QUEUE = "ssalmuk.jobs.gemini-flash.bulk";

    private final Broker broker = TestRabbit.newVhost();
    @AutoClose private final RabbitWire wire = new RabbitWire(broker);

    @Test
    void queuesAreQuorumQueuesNamedAfterTheirLine() {
        wire.publisher().publish(tickets(FLASH, 1));

        assertThat(broker.manage("/api/queues/" + broker.vhost() + "/" + QUEUE))
                .contains("\"type\":\"quorum\"", "\"durable\":true");
    }

    @Test
    void aQueueThatTwiceAnsweredNobodyIsMadeAnew() {
        wire.publisher().publish(tickets(FLASH, 3));

        wire.queues().silent(FLASH);
        ensureQueue();
        assertThat(wire.state().depth(FLASH)).hasValue(3);

        wire.queues().silent(FLASH);
        ensureQueue();
        assertThat(wire.state().depth(FLASH)).hasValue(0);
        assertThat(wire.publisher().publish(tickets(FLASH, 1))).isTrue();
    }

    @Test
    void aQueueThatSomebodyConsumesIsLeftAlone() throws InterruptedException {
        var hand = new Hand<Delivery>();
        wire.source().tap(FLASH, hand).open(1);
        wire.publisher().publish(tickets(FLASH, 3));
        hand.take();

        wire.queues().silent(FLASH);
        wire.queues().silent(FLASH);
        ensureQueue();

        assertThat(wire.state().depth(FLASH)).hasValue(2);
    }

    private void ensureQueue() {
        var _ =
                wire.template()
                        .execute(channel -> {
                            wire.queues().ensure(FLASH, channel);
                            return true;
                        });
    }

    @Test
    void aMarkerSurvivesARestartOfTheBroker() {
        var marker = UUID.randomUUID();
        wire.state().mark(marker);

        assertThat(broker.manage("/api/queues/" + broker.vhost() + "/ssalmuk.marker." + marker))
                .contains("\"type\":\"quorum\"", "\"durable\":true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "",
                "{}",
                "{\"job\": \"no id\", \"units\": 1}",
                "{\"job\": \"01a205f2-adae-7e1d-bf9d-fdb4d3515648\", \"units\": 0}"
            })
    void aMessageThatIsNoTicketGoesToTheDeadLettersWithTheReason(String body) {
        var hand = new Hand<Delivery>();
        var told = new CompletableFuture<Line>();
        wire.source().onNoTicket(told::complete);
        wire.source().tap(FLASH, hand).open(1);
        send(body);
        assertThat(told).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(FLASH);
        var ticket = tickets(FLASH, 1);
        wire.publisher().publish(ticket);

        assertThat(hand.take().ticket()).isEqualTo(ticket.getFirst());
        var dead = deadLetter();
        assertThat(dead.getBody()).isEqualTo(body.getBytes(UTF_8));
        assertThat(dead.getProps().getHeaders().get("x-queue")).hasToString(FLASH.toString());
        assertThat(dead.getProps().getHeaders().get("x-reason")).asString().isNotBlank();
    }

    @Test
    void aQueueThatWasMadeOtherwiseIsUsedAsItIs() {
        broker.manage(
                "PUT",
                "/api/queues/" + broker.vhost() + "/" + QUEUE,
                """
                {"durable": true, "arguments": {"x-queue-type": "quorum", "x-delivery-limit": 7}}
                """);
        var hand = new Hand<Delivery>();
        var ticket = tickets(FLASH, 1);

        wire.source().tap(FLASH, hand).open(1);
        await().until(() -> wire.publisher().publish(ticket));

        assertThat(hand.take().ticket()).isEqualTo(ticket.getFirst());
    }

    @Test
    void aQueueThatWasDeletedIsMadeAgainAndConsumed() {
        var hand = new Hand<Delivery>();
        wire.source().tap(FLASH, hand).open(5);
        wire.publisher().publish(tickets(FLASH, 1));
        hand.take();

        broker.manage("DELETE", "/api/queues/" + broker.vhost() + "/" + QUEUE, "");

        await().until(() -> wire.state().depth(FLASH).isPresent() && arrives(hand));
    }

    @Test
    void aQueueThatWasDeletedWhileNobodyConsumesItIsFoundByItsDepth() {
        wire.publisher().publish(tickets(FLASH, 1));
        broker.manage("DELETE", "/api/queues/" + broker.vhost() + "/" + QUEUE, "");

        await().until(() -> wire.state().depth(FLASH).orElseThrow() == 0);
        wire.publisher().publish(tickets(FLASH, 2));

        await().until(() -> wire.state().depth(FLASH).orElseThrow() == 2);
    }

    private boolean arrives(Hand<Delivery> hand) {
        wire.publisher().publish(tickets(FLASH, 1));
        return !hand.isEmpty();
    }

    @ConcurrentTest
    void manyPublishersAtOnceHaveTheirOwnTicketsConfirmed() {
        var confirmed = Race.of(16, _ -> wire.publisher().publish(tickets(FLASH, 50)));

        assertThat(confirmed).containsOnly(true);
        await().until(() -> wire.state().depth(FLASH).orElseThrow() == 800);
    }

    @ConcurrentTest
    void noticesBetweenPublishesDisturbNoConfirm() {
        var confirmed =
                Race.of(
                        16,
                        n -> {
                            wire.ends().send(tickets(FLASH, 1).getFirst().job());
                            return n % 2 == 0 || wire.publisher().publish(tickets(FLASH, 20));
                        });

        assertThat(confirmed).containsOnly(true);
    }

    private void send(String body) {
        wire.template()
                .execute(channel -> {
                    channel.basicPublish("", QUEUE, null, body.getBytes(UTF_8));
                    return List.of();
                });
    }

    private GetResponse deadLetter() {
        return await().until(
                        () ->
                                wire.template()
                                        .execute(channel ->
                                                channel.basicGet("ssalmuk.dead-letters", true)),
                        got -> got != null);
    }
}
