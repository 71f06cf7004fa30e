package io.ssalmuk.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Ticket;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link TicketPublisher} and {@link TicketSource} do together. */
public interface TicketsContract {

    Line FLASH = new Line("gemini-flash", Lane.BULK);
    Line PRO = new Line("gemini-pro", Lane.INTERACTIVE);

    Wire wire();

    @Test
    default void publishedTicketsArriveInTheirOrder() {
        var tickets = tickets(FLASH, 300);
        var hand = new Hand<Delivery>();

        assertThat(wire().publisher().publish(tickets)).isTrue();
        wire().source().tap(FLASH, hand).open(500);

        assertThat(hand.take(300)).extracting(Delivery::ticket).isEqualTo(tickets);
    }

    @Test
    default void ticketsOfManyLinesGoEachToItsOwn() {
        var flash = tickets(FLASH, 2);
        var pro = tickets(PRO, 2);
        var flashHand = tapped(FLASH, 10);
        var proHand = tapped(PRO, 10);

        wire().publisher().publish(Stream.concat(flash.stream(), pro.stream()).toList());

        assertThat(flashHand.take(2)).extracting(Delivery::ticket).isEqualTo(flash);
        assertThat(proHand.take(2)).extracting(Delivery::ticket).isEqualTo(pro);
    }

    @Test
    default void nothingIsPublishedAtOnce() {
        assertThat(wire().publisher().publish(List.of())).isTrue();
    }

    @Test
    default void aTapHoldsNoMoreThanItsPrefetch() {
        wire().publisher().publish(tickets(FLASH, 5));
        var hand = tapped(FLASH, 2);

        var first = hand.take(2);
        awaitDepth(FLASH, 3);
        assertThat(hand.isEmpty()).isTrue();

        first.getFirst().ack();
        hand.take();
        awaitDepth(FLASH, 2);
    }

    @Test
    default void aTapThatWasNeverOpenedTakesNothing() {
        var hand = new Hand<Delivery>();
        wire().source().tap(FLASH, hand);

        wire().publisher().publish(tickets(FLASH, 2));

        awaitDepth(FLASH, 2);
        assertThat(hand.isEmpty()).isTrue();
    }

    @Test
    default void aShutTapTakesNoMoreAndWhatIsInHandStaysValid() {
        var tickets = tickets(FLASH, 3);
        wire().publisher().publish(tickets);
        var hand = new Hand<Delivery>();
        var tap = wire().source().tap(FLASH, hand);
        tap.open(2);
        var held = hand.take(2);

        tap.shut();
        held.forEach(Delivery::ack);
        awaitDepth(FLASH, 1);
        assertThat(hand.isEmpty()).isTrue();

        tap.open(2);
        var last = hand.take();
        assertThat(last.ticket()).isEqualTo(tickets.getLast());
        last.ack();
        awaitEmpty(FLASH);
    }

    @Test
    default void aWiderPrefetchKeepsWhatIsInHandValid() {
        wire().publisher().publish(tickets(FLASH, 4));
        var hand = new Hand<Delivery>();
        var tap = wire().source().tap(FLASH, hand);
        tap.open(1);
        var first = hand.take();

        tap.open(4);
        var more = hand.take(3);

        first.ack();
        more.forEach(Delivery::ack);
        awaitEmpty(FLASH);
    }

    @Test
    default void openingAnOpenTapAgainChangesNothing() {
        var tickets = tickets(FLASH, 2);
        var hand = new Hand<Delivery>();
        var tap = wire().source().tap(FLASH, hand);
        tap.open(5);
        tap.open(5);

        wire().publisher().publish(tickets);

        assertThat(hand.take(2)).extracting(Delivery::ticket).isEqualTo(tickets);
    }

    @Test
    default void aTicketThatIsGivenBackComesAgain() {
        var ticket = tickets(FLASH, 1);
        wire().publisher().publish(ticket);
        var hand = tapped(FLASH, 1);

        hand.take().giveBack();

        assertThat(hand.take().ticket()).isEqualTo(ticket.getFirst());
    }

    @Test
    default void aClosedTapReturnsWhatItDidNotAnswer() {
        var tickets = tickets(FLASH, 3);
        wire().publisher().publish(tickets);
        var hand = new Hand<Delivery>();
        var tap = wire().source().tap(FLASH, hand);
        tap.open(3);
        var held = hand.take(3);
        held.getFirst().ack();

        tap.close();

        try (var neighbour = wire().neighbour()) {
            var other = new Hand<Delivery>();
            neighbour.source().tap(FLASH, other).open(5);
            assertThat(other.take(2))
                    .extracting(Delivery::ticket)
                    .containsExactlyInAnyOrderElementsOf(tickets.subList(1, 3));
        }
    }

    @Test
    default void anAnswerAfterTheTapWasClosedHarmsNobody() {
        wire().publisher().publish(tickets(FLASH, 2));
        var hand = new Hand<Delivery>();
        var tap = wire().source().tap(FLASH, hand);
        tap.open(2);
        var held = hand.take(2);
        tap.close();

        held.getFirst().ack();
        held.getLast().giveBack();

        awaitDepth(FLASH, 2);
    }

    @Test
    default void aProcessThatEndsReturnsWhatItDidNotAnswer() {
        var ticket = tickets(FLASH, 1);
        wire().publisher().publish(ticket);
        var hand = new Hand<Delivery>();
        try (var neighbour = wire().neighbour()) {
            neighbour.source().tap(FLASH, hand).open(1);
            hand.take();
        }

        assertThat(tapped(FLASH, 1).take().ticket()).isEqualTo(ticket.getFirst());
    }

    private Hand<Delivery> tapped(Line line, int prefetch) {
        var hand = new Hand<Delivery>();
        wire().source().tap(line, hand).open(prefetch);
        return hand;
    }

    private void awaitDepth(Line line, long depth) {
        await().until(() -> wire().state().depth(line).equals(OptionalLong.of(depth)));
    }

    /** None waits and none is in hand: a process that looks from outside finds nothing. */
    private void awaitEmpty(Line line) {
        wire().close();
        try (var neighbour = wire().neighbour()) {
            await().until(() -> neighbour.state().depth(line).equals(OptionalLong.of(0)));
        }
    }

    static List<Ticket> tickets(Line line, int count) {
        return Stream.generate(() ->
                        new Ticket(
                                JobId.next(),
                                line,
                                2,
                                3_000_000_000L,
                                Optional.of(new ClientId(UUID.randomUUID()))))
                .limit(count)
                .toList();
    }
}
