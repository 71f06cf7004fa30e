package io.ssalmuk.queue.rabbit;

import static io.ssalmuk.queue.StreamsContract.part;
import static io.ssalmuk.queue.TicketsContract.tickets;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.Hand;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.StreamHand;
import io.ssalmuk.testing.RabbitNode;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A broker that is killed, restarted and emptied under its clients. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RabbitRestartTest {

    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final RabbitNode node = RabbitNode.start();
    private Line line = line();
    private RabbitWire wire = new RabbitWire(node.broker());

    @AfterEach
    void aNewProcess() {
        wire.close();
        wire = new RabbitWire(node.broker());
        line = line();
    }

    private static Line line() {
        return new Line("gemini-" + UUID.randomUUID(), Lane.BULK);
    }

    @AfterAll
    void end() {
        wire.close();
        node.close();
    }

    @Test
    void whatWasTakenAndNotAnsweredComesAgainAfterARestart() {
        var hand = tapped();
        var ticket = published();
        var lost = hand.take();
        assertThat(lost.ticket()).isEqualTo(ticket);

        node.restart();

        var again = hand.take();
        assertThat(again.ticket()).isEqualTo(ticket);
        lost.ack();
        lost.giveBack();
        again.ack();
        var next = published();
        assertThat(hand.take().ticket()).isEqualTo(next);
    }

    @Test
    void aBrokerThatIsAwaySaysNothingAndTakesNothing() {
        var hand = tapped();
        published();
        hand.take().ack();
        node.kill();

        assertThat(wire.publisher().publish(tickets(line, 1))).isFalse();
        assertThat(wire.state().reachable()).isFalse();
        assertThat(wire.state().depth(line)).isEmpty();
        assertThat(wire.state().holds(UUID.randomUUID())).isFalse();
        wire.ends().send(JobId.next());
        wire.signals().send(new Signal.WorkWaiting());

        node.wipe();
        var ticket = published();
        assertThat(hand.take().ticket()).isEqualTo(ticket);
    }

    @Test
    void aBrokerThatWasEmptiedHasLostItsMarkerAndGetsItsQueuesAgain() {
        var hand = tapped();
        var marker = UUID.randomUUID();
        wire.state().mark(marker);
        published();
        hand.take();

        node.wipe();

        await().atMost(RECOVERY).until(() -> wire.state().reachable());
        assertThat(wire.state().holds(marker)).isFalse();
        var ticket = published();
        assertThat(hand.take().ticket()).isEqualTo(ticket);
    }

    @Test
    void listenersHearAgainAfterTheBrokerWasEmptied() throws InterruptedException {
        var ends = new Hand<JobId>();
        var signals = new Hand<Signal>();
        wire.ends().listen(ends);
        wire.signals().listenToSignals(signals);
        hearing(ends, signals);
        var reconnected = new CountDownLatch(1);
        wire.ends().onReconnect(reconnected::countDown);

        node.wipe();

        assertThat(reconnected.await(60, TimeUnit.SECONDS)).isTrue();
        hearing(ends, signals);
    }

    @Test
    void aStreamsListenerIsToldOfTheLossAndKeepsItsAddress() throws InterruptedException {
        try (var worker = new RabbitWire(node.broker())) {
            var hand = new StreamHand();
            var here = wire.chunks().listen(hand);
            var job = JobId.next();
            worker.chunks().send(here, part(job, 0, "{}"));
            assertThat(hand.take()).isEqualTo(part(job, 0, "{}"));

            node.kill();
            IntStream.range(1, 20_000)
                    .forEach(n -> worker.chunks().send(here, part(job, n, "{\"lost\": 1}")));
            assertThat(hand.awaitInterruption()).isTrue();
            node.restart();

            await().atMost(RECOVERY)
                    .until(() -> {
                        worker.chunks().send(here, part(job, 20_000, "{}"));
                        return !hand.isEmpty();
                    });
        }
    }

    @Test
    void whoListensBeforeTheBrokerIsThereHearsItLater() {
        node.kill();
        var ends = new Hand<JobId>();
        var signals = new Hand<Signal>();
        wire.ends().listen(ends);
        wire.signals().listenToSignals(signals);
        var hand = tapped();

        node.wipe();

        hearing(ends, signals);
        var ticket = published();
        assertThat(hand.take().ticket()).isEqualTo(ticket);
    }

    /** What is sent while a listener is not back yet is lost, so it is sent until one is heard. */
    private void hearing(Hand<JobId> ends, Hand<Signal> signals) {
        await().atMost(RECOVERY)
                .until(() -> {
                    wire.ends().send(JobId.next());
                    return !ends.isEmpty();
                });
        await().atMost(RECOVERY)
                .until(() -> {
                    wire.signals().send(new Signal.WorkWaiting());
                    return !signals.isEmpty();
                });
        ends.clear();
        signals.clear();
    }

    private Hand<Delivery> tapped() {
        var hand = new Hand<Delivery>();
        wire.source().tap(line, hand).open(10);
        return hand;
    }

    private Ticket published() {
        var ticket = tickets(line, 1).getFirst();
        await().atMost(RECOVERY).until(() -> wire.publisher().publish(List.of(ticket)));
        return ticket;
    }
}
