package io.ssalmuk.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.Room;
import io.ssalmuk.webhook.Deliveries.Settled;
import io.ssalmuk.webhook.Deliveries.Target;
import io.ssalmuk.webhook.Deliveries.Verdict;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every outbox does for those who deliver. */
public interface DeliveriesContract {

    Duration LEASE = Duration.ofSeconds(30);

    Deliveries deliveries();

    /** An endpoint of a client of its own; answers its lane. */
    String endpoint();

    /** Something to deliver in that lane. */
    DeliveryId event(String lane);

    Status status(DeliveryId id);

    /** Makes everything in the outbox older by this much. */
    void pass(Duration time);

    @Test
    default void whatIsDueIsTakenOnce() {
        var lane = endpoint();
        var id = event(lane);

        var due = claim(lane, 10);

        assertThat(due).extracting(Due::id).containsExactly(id);
        assertThat(due.getFirst().attempt()).isEqualTo(1);
        assertThat(due.getFirst().lane()).isEqualTo(lane);
        assertThat(due.getFirst().target()).isPresent();
        assertThat(claim(lane, 10)).isEmpty();
    }

    @Test
    default void aRoomBoundsWhatIsTakenAndTheOldestComesFirst() {
        var lane = endpoint();
        var first = event(lane);
        pass(Duration.ofSeconds(1));
        var second = event(lane);
        pass(Duration.ofSeconds(1));
        event(lane);

        assertThat(claim(lane, 2)).extracting(Due::id).containsExactlyInAnyOrder(first, second);
        assertThat(claim(lane, 2)).hasSize(1);
    }

    @Test
    default void lanesAreTakenFromByThemselves() {
        var one = endpoint();
        var other = endpoint();
        event(one);
        var id = event(other);

        assertThat(claim(other, 5)).extracting(Due::id).containsExactly(id);
        assertThat(deliveries().look().lanes()).containsExactly(one);
    }

    @Test
    default void whatAWorkerTookToItsGraveIsDueAgainAfterItsLease() {
        var lane = endpoint();
        var id = event(lane);
        claim(lane, 1);

        pass(LEASE.minusSeconds(1));
        assertThat(claim(lane, 1)).isEmpty();
        pass(Duration.ofSeconds(2));

        var again = claim(lane, 1);
        assertThat(again).extracting(Due::id).containsExactly(id);
        assertThat(again.getFirst().attempt()).isEqualTo(2);
    }

    @Test
    default void whatIsDeliveredIsNotDueAgain() {
        var lane = endpoint();
        var id = event(lane);

        settle(claim(lane, 1).getFirst(), new Verdict.Delivered());

        pass(LEASE.multipliedBy(2));
        assertThat(claim(lane, 1)).isEmpty();
        assertThat(status(id)).isEqualTo(Status.DELIVERED);
        assertThat(deliveries().backlog().pending()).isZero();
    }

    @Test
    default void whatFailedIsDueAfterItsPause() {
        var lane = endpoint();
        var id = event(lane);

        settle(claim(lane, 1).getFirst(), new Verdict.Again(Duration.ofMinutes(10)));

        assertThat(status(id)).isEqualTo(Status.PENDING);
        assertThat(deliveries().look().next().orElseThrow())
                .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        pass(Duration.ofMinutes(9));
        assertThat(deliveries().look().lanes()).isEmpty();
        pass(Duration.ofMinutes(2));
        assertThat(deliveries().look().lanes()).containsExactly(lane);
        assertThat(claim(lane, 1)).extracting(Due::attempt).containsExactly(2);
    }

    @Test
    default void whatIsGivenUpIsNotDueAgain() {
        var lane = endpoint();
        var id = event(lane);

        settle(claim(lane, 1).getFirst(), new Verdict.GivenUp());

        pass(LEASE.multipliedBy(2));
        assertThat(claim(lane, 1)).isEmpty();
        assertThat(status(id)).isEqualTo(Status.FAILED);
    }

    @Test
    default void aFailureThatComesTooLateChangesNothing() {
        var lane = endpoint();
        var id = event(lane);
        var late = claim(lane, 1).getFirst();
        pass(LEASE.plusSeconds(1));
        var current = claim(lane, 1).getFirst();

        settle(late, new Verdict.GivenUp());
        assertThat(status(id)).isEqualTo(Status.PENDING);
        settle(current, new Verdict.Delivered());
        settle(late, new Verdict.GivenUp());

        assertThat(status(id)).isEqualTo(Status.DELIVERED);
    }

    @Test
    default void aDeliveryCountsHoweverLateItIs() {
        var lane = endpoint();
        var id = event(lane);
        var late = claim(lane, 1).getFirst();
        pass(LEASE.plusSeconds(1));
        claim(lane, 1);

        settle(late, new Verdict.Delivered());

        assertThat(status(id)).isEqualTo(Status.DELIVERED);
    }

    @Test
    default void howLongAnEndpointFailsIsKnownUntilItIsWellAgain() {
        var lane = endpoint();
        event(lane);
        event(lane);
        event(lane);

        settle(claim(lane, 1).getFirst(), new Verdict.GivenUp());
        var failing = claim(lane, 1).getFirst();
        assertThat(failing.target().flatMap(Target::failingFor)).isPresent();
        settle(failing, new Verdict.Delivered());

        assertThat(claim(lane, 1).getFirst().target().flatMap(Target::failingFor)).isEmpty();
    }

    @Test
    default void whatWaitsForAnEndpointThatIsTurnedOffIsGivenUp() {
        var lane = endpoint();
        event(lane);
        var waiting = event(lane);
        var endpoint = claim(lane, 1).getFirst().target().flatMap(Target::endpoint).orElseThrow();

        deliveries().disable(endpoint, "it is gone");

        assertThat(status(waiting)).isEqualTo(Status.FAILED);
        assertThat(claim(lane, 5)).isEmpty();
    }

    @Test
    default void theBacklogSaysHowOldItIs() {
        var lane = endpoint();
        event(lane);
        pass(Duration.ofMinutes(3));
        event(lane);

        var backlog = deliveries().backlog();

        assertThat(backlog.pending()).isEqualTo(2);
        assertThat(backlog.oldest()).isBetween(Duration.ofMinutes(3), Duration.ofMinutes(4));
    }

    private List<Due> claim(String lane, int most) {
        return deliveries().claim(List.of(new Room(lane, most)), LEASE);
    }

    private void settle(Due due, Verdict verdict) {
        var error = verdict instanceof Verdict.Delivered ? null : "it answered 500";
        deliveries().settle(List.of(new Settled(due, verdict, 500, error, Duration.ofMillis(5))));
    }
}
