package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.quota.LeaseAnswer;
import io.ssalmuk.quota.Limits;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.breaker.Breakers;
import io.ssalmuk.worker.fixture.FakeBreakers;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.permit.Grant.Elsewhere;
import io.ssalmuk.worker.permit.Grant.Granted;
import io.ssalmuk.worker.permit.Grant.Later;
import io.ssalmuk.worker.permit.Grant.Never;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LeasingGateTest {

    private static final int PLACES = 64;

    /** So many can be on their way out at a time even on a single core. */
    private static final int FEW = 8;

    private final FakeSignals signals = new FakeSignals();
    private final Semaphore places = new Semaphore(PLACES);
    private final LinkedBlockingQueue<LeasingGate> gates = new LinkedBlockingQueue<>();

    @AfterEach
    void closeGates() {
        gates.forEach(LeasingGate::destroy);
    }

    private LeasingGate gate(FakeLedger ledger) {
        return gate(ledger, FakeBreakers.CLOSED);
    }

    private LeasingGate gate(FakeLedger ledger, Breakers breakers) {
        var gate =
                new LeasingGate(
                        ledger,
                        breakers,
                        new Measures(Ticket::tokens, _ -> 1),
                        signals,
                        new Places(places));
        gates.add(gate);
        return gate;
    }

    /** A ticket that waits on a thread of its own. */
    private record Waiting(Thread thread, CompletableFuture<Grant> grant) {}

    private static Waiting waiting(LeasingGate gate, Ticket ticket) {
        var grant = new CompletableFuture<Grant>();
        var thread =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                grant.complete(gate.await(ticket));
                            } catch (InterruptedException e) {
                                grant.completeExceptionally(e);
                            }
                        });
        return new Waiting(thread, grant);
    }

    private static Grant await(LeasingGate gate) throws InterruptedException {
        return gate.await(Given.ticket());
    }

    private static Permit permitOf(Grant grant) {
        assertThat(grant).isInstanceOf(Granted.class);
        return ((Granted) grant).permit();
    }

    private boolean allPlacesAreFree() throws InterruptedException {
        return places.tryAcquire(PLACES, 10, TimeUnit.SECONDS) && places.availablePermits() == 0;
    }

    @Test
    void aTicketGetsAPermitAndAPlace() throws Exception {
        var gate = gate(FakeLedger.holding(1));
        var permit = permitOf(await(gate));
        assertThat(places.tryAcquire(PLACES)).isFalse();
        gate.leave(permit);
        assertThat(allPlacesAreFree()).isTrue();
    }

    @Test
    void aTicketThatWouldWaitTooLongIsToldSoAtOnce() throws Exception {
        var day = Duration.ofHours(9);
        var gate = gate(FakeLedger.holding(0).exhaustedFor(day));
        assertThat(await(gate)).isEqualTo(new Later(day));
        assertThat(allPlacesAreFree()).isTrue();
    }

    @Test
    void whileABucketRestsItsTicketsDoNotAskTheLedger() throws Exception {
        var ledger = FakeLedger.holding(0).exhaustedFor(Duration.ofHours(9));
        var gate = gate(ledger);
        await(gate);
        assertThat(await(gate)).isInstanceOf(Later.class);
        assertThat(ledger.wanted()).hasSize(1);
    }

    /** The signal that a limit was raised may get lost. */
    @Test
    void howeverLongTheDayNobodyRestsOnOldKnowledgeForMoreThanMinutes() throws Exception {
        var gate = gate(FakeLedger.holding(0).exhaustedFor(Duration.ofHours(9)));
        await(gate);
        assertThat(await(gate))
                .isInstanceOfSatisfying(
                        Later.class,
                        later -> assertThat(later.pause()).isLessThan(Duration.ofMinutes(6)));
    }

    @Test
    void aMinutesWaitKeepsTheTicketUntilCapacityAppears() throws Exception {
        var ledger = FakeLedger.holding(0);
        var gate = gate(ledger);
        var waiting = waiting(gate, Given.ticket());
        ledger.awaitAsked();
        ledger.add(1);
        signals.send(new Signal.CapacityChanged());
        assertThat(waiting.grant().get()).isInstanceOf(Granted.class);
    }

    @Test
    void aPermitThatAnotherWorkerGivesBackEndsTheRestOfItsBucket() throws Exception {
        var ledger = FakeLedger.holding(0);
        var gate = gate(ledger);
        var waiting = waiting(gate, Given.ticket());
        ledger.awaitAsked();
        ledger.add(1);
        signals.send(new Signal.PermitFreed("another"));
        signals.send(new Signal.PermitFreed(Given.ticket().line().bucket()));
        assertThat(waiting.grant().get()).isInstanceOf(Granted.class);
    }

    @Test
    void theRestEndsByItself() throws Exception {
        var ledger = FakeLedger.holding(0).exhaustedFor(Duration.ofMillis(300));
        var gate = gate(ledger);
        var waiting = waiting(gate, Given.ticket());
        ledger.awaitAsked();
        ledger.add(1);
        assertThat(waiting.grant().get()).isInstanceOf(Granted.class);
    }

    @Test
    void capacityThatAppearsDuringTheQuestionIsNotMissed() throws Exception {
        var ledger =
                FakeLedger.holding(1)
                        .first(() -> {
                            signals.send(new Signal.CapacityChanged());
                            return new LeaseAnswer.Exhausted(
                                    LeaseAnswer.Reason.DAY, Duration.ofHours(9));
                        });
        assertThat(await(gate(ledger))).isInstanceOf(Granted.class);
    }

    @Test
    void busyRowsAreAskedForAgainInMilliseconds() throws Exception {
        var ledger =
                FakeLedger.holding(1).first(new LeaseAnswer.Busy()).first(new LeaseAnswer.Busy());
        assertThat(await(gate(ledger))).isInstanceOf(Granted.class);
        assertThat(ledger.wanted()).hasSize(3);
    }

    @Test
    void withoutAProjectTicketsArePutOff() throws Exception {
        var gate = gate(FakeLedger.holding(0).first(new LeaseAnswer.NoProject()));
        assertThat(await(gate)).isEqualTo(new Later(Duration.ofMinutes(5)));
    }

    @Test
    void aLostDatabaseOnlyDelays() throws Exception {
        var ledger = FakeLedger.holding(1).awayOnce();
        var gate = gate(ledger);
        var waiting = waiting(gate, Given.ticket());
        ledger.awaitAsked();
        signals.send(new Signal.CapacityChanged());
        gate.leave(permitOf(waiting.grant().get()));
        assertThat(allPlacesAreFree()).isTrue();
    }

    @Test
    void aBugInOneLeaseDoesNotEndAllLeasing() throws Exception {
        var ledger = FakeLedger.holding(1).brokenOnce();
        var gate = gate(ledger);
        var waiting = waiting(gate, Given.ticket());
        ledger.awaitAsked();
        signals.send(new Signal.CapacityChanged());
        assertThat(waiting.grant().get()).isInstanceOf(Granted.class);
    }

    @Test
    void theListenerHearsHowLongTheBucketRests() throws Exception {
        var gate = gate(FakeLedger.holding(0).exhaustedFor(Duration.ofHours(2)));
        var heard = new CompletableFuture<String>();
        gate.onRest((bucket, pause) -> heard.complete(bucket + " " + pause));
        await(gate);
        assertThat(heard.get()).isEqualTo(Given.BUCKET + " PT2H");
    }

    @Test
    void whoStopsWaitingTakesNoPermit() throws Exception {
        var ledger = FakeLedger.holding(0);
        var gate = gate(ledger);
        var waiting = waiting(gate, Given.ticket());
        ledger.awaitAsked();
        waiting.thread().interrupt();
        assertThat(waiting.grant()).failsWithin(Duration.ofSeconds(10));
        assertThat(allPlacesAreFree()).isTrue();
        assertThat(ledger.spent()).isZero();
    }

    @Test
    void manyWaitersShareALease() throws Exception {
        places.acquire(PLACES);
        var ledger = FakeLedger.holding(PLACES);
        var gate = gate(ledger);
        var waiting = IntStream.range(0, FEW).mapToObj(_ -> waiting(gate, Given.ticket())).toList();
        for (var waiter : waiting) {
            awaitParked(waiter.thread());
        }
        places.release(PLACES);
        for (var waiter : waiting) {
            assertThat(waiter.grant().get()).isInstanceOf(Granted.class);
        }
        assertThat(ledger.wanted()).containsExactly(FEW);
    }

    private static void awaitParked(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    void interactiveTicketsOvertakeBulkOnes() throws Exception {
        var ledger = FakeLedger.holding(0);
        var gate = gate(ledger);
        var bulk = waiting(gate, Given.ticket(Lane.BULK));
        ledger.awaitAsked();
        awaitParked(bulk.thread());
        var interactive = waiting(gate, Given.ticket(Lane.INTERACTIVE));
        awaitParked(interactive.thread());
        ledger.add(1);
        signals.send(new Signal.CapacityChanged());
        assertThat(interactive.grant().get()).isInstanceOf(Granted.class);
        ledger.awaitAsked();
        assertThat(bulk.grant()).isNotDone();
    }

    @Test
    void whileAModelPausesNothingIsLeased() throws Exception {
        var breakers = new FakeBreakers();
        breakers.pause(Duration.ofMinutes(1));
        var ledger = FakeLedger.holding(9);
        var gate = gate(ledger, breakers);
        var heard = new CompletableFuture<Duration>();
        gate.onRest((_, pause) -> heard.complete(pause));
        var waiting = waiting(gate, Given.ticket());
        assertThat(heard.get()).isEqualTo(Duration.ofMinutes(1));
        assertThat(ledger.wanted()).isEmpty();
        assertThat(waiting.grant()).isNotDone();
    }

    @Test
    void aModelIsTriedWithOneCall() throws Exception {
        places.acquire(PLACES);
        var breakers = new FakeBreakers();
        breakers.pause(Duration.ZERO);
        var ledger = FakeLedger.holding(9);
        var gate = gate(ledger, breakers);
        var heard = new CompletableFuture<Duration>();
        gate.onRest((_, pause) -> heard.complete(pause));
        var waiting = IntStream.range(0, FEW).mapToObj(_ -> waiting(gate, Given.ticket())).toList();
        waiting.forEach(waiter -> awaitParked(waiter.thread()));
        places.release(PLACES);
        heard.get();
        assertThat(ledger.wanted()).containsExactly(1);
        assertThat(breakers.trials()).isEqualTo(1);
    }

    @Test
    void aTicketThatWaitsForAPlaceGoesElsewhere() throws Exception {
        var gate = gate(FakeLedger.holding(1));
        places.acquire(PLACES);
        var crowded = new CompletableFuture<Boolean>();
        gate.onCrowd(() -> crowded.complete(gate.isCrowded()));
        assertThat(await(gate)).isEqualTo(new Elsewhere());
        assertThat(crowded.get()).isTrue();
        places.release(PLACES);
        assertThat(gate.isCrowded()).isFalse();
    }

    @Test
    void aNewcomerIsNotBehindAllThatSomebodyElseHas() throws Exception {
        var ledger = FakeLedger.holding(0);
        var gate = gate(ledger);
        var many = new ClientId(new UUID(0, 1));
        var others = IntStream.range(0, 50).mapToObj(_ -> waiting(gate, Given.of(many))).toList();
        ledger.awaitAsked();
        others.forEach(other -> awaitParked(other.thread()));
        var newcomer = waiting(gate, Given.of(new ClientId(new UUID(0, 2))));
        awaitParked(newcomer.thread());
        ledger.add(2);
        signals.send(new Signal.CapacityChanged());
        assertThat(newcomer.grant().get()).isInstanceOf(Granted.class);
    }

    @Test
    void ticketsOfDifferentSizesShareALease() throws Exception {
        places.acquire(PLACES);
        var ledger = FakeLedger.holding(2);
        var gate = gate(ledger);
        var cheap = waiting(gate, Given.ticket(Lane.BULK, 1));
        awaitParked(cheap.thread());
        var dear = waiting(gate, Given.ticket(Lane.BULK, 9));
        awaitParked(dear.thread());
        places.release(PLACES);
        assertThat(permitOf(cheap.grant().get()).units()).isEqualTo(1);
        assertThat(permitOf(dear.grant().get()).units()).isEqualTo(9);
        assertThat(ledger.wanted()).containsExactly(2);
    }

    @Test
    void aTicketThatNobodyCouldEverServeIsToldSoAndTheOthersGoOn() throws Exception {
        places.acquire(PLACES);
        var most = new Limits(15, 1_000L, null);
        var ledger = FakeLedger.holding(1).first(new LeaseAnswer.TooLarge(Set.of(0), most));
        var gate = gate(ledger);
        var large = waiting(gate, Given.sized(Lane.BULK, 2_000));
        awaitParked(large.thread());
        var small = waiting(gate, Given.sized(Lane.BULK, 10));
        awaitParked(small.thread());
        places.release(PLACES);
        assertThat(small.grant().get()).isInstanceOf(Granted.class);
        assertThat(large.grant().get())
                .isInstanceOfSatisfying(
                        Never.class,
                        never -> {
                            assertThat(never.why().code()).isEqualTo("TOO_MANY_TOKENS");
                            assertThat(never.why().message())
                                    .contains("2,000 input tokens", "1,000 a minute", Given.BUCKET);
                        });
    }

    @Test
    void aSmallerTicketAsksThoughLargerOnesWereRefused() throws Exception {
        var ledger = FakeLedger.holding(0);
        var gate = gate(ledger);
        var large = waiting(gate, Given.sized(Lane.BULK, 1_000));
        ledger.awaitAsked();
        awaitParked(large.thread());
        ledger.first(new LeaseAnswer.Granted(Map.of(1, Given.permit(1))));
        assertThat(waiting(gate, Given.sized(Lane.BULK, 10)).grant().get())
                .isInstanceOf(Granted.class);
        assertThat(large.grant()).isNotDone();
    }

    @Test
    void whatComesFreeIsAskedForSoon() throws Exception {
        var ledger = FakeLedger.holding(0);
        var gate = gate(ledger);
        var waiting = waiting(gate, Given.ticket());
        ledger.awaitAsked();
        ledger.add(1);
        gate.freed(Given.permit(7));
        assertThat(waiting.grant().get()).isInstanceOf(Granted.class);
    }

    @Test
    void aPermitThatCannotBeGivenBackIsSpentAndItsPlaceFreedOnce() throws Exception {
        places.acquire(PLACES);
        var ledger = FakeLedger.holding(0).notTakingBack();
        var gate = gate(ledger);
        var stays = waiting(gate, Given.ticket());
        awaitParked(stays.thread());
        var goes = waiting(gate, Given.ticket());
        awaitParked(goes.thread());
        ledger.first(() -> {
            goes.thread().interrupt();
            goes.grant().exceptionally(_ -> new Later(Duration.ZERO)).join();
            return new LeaseAnswer.Granted(Map.of(0, Given.permit(1), 1, Given.permit(2)));
        });
        places.release(PLACES);
        gate.leave(permitOf(stays.grant().get()));
        assertThat(allPlacesAreFree()).isTrue();
    }
}
