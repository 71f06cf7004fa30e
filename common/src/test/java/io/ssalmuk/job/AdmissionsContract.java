package io.ssalmuk.job;

import static io.ssalmuk.job.Admissions.CLIENT_TICKETS;
import static io.ssalmuk.job.JobRequests.FLASH;
import static io.ssalmuk.job.JobRequests.client;
import static io.ssalmuk.job.JobRequests.ids;
import static io.ssalmuk.job.JobRequests.job;
import static io.ssalmuk.job.JobRequests.jobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.Race;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Admissions} does. */
public interface AdmissionsContract {

    Duration AGE = Duration.ofSeconds(30);
    Line PRO = new Line("gemini-pro", Lane.INTERACTIVE);

    JobStore store();

    private Admissions admissions() {
        return store().admissions();
    }

    @Test
    default void clientsAreServedInTurnAndEachInItsOrder() {
        var many = waiting(client(), 5);
        var few = waiting(client(), 2);

        var admitted = admitted(FLASH, CLIENT_TICKETS, 10);

        assertThat(admitted).containsExactlyInAnyOrderElementsOf(joined(many, few));
        assertThat(admitted.subList(0, 2))
                .containsExactlyInAnyOrder(many.getFirst(), few.getFirst());
        assertThat(admitted.subList(2, 4)).containsExactlyInAnyOrder(many.get(1), few.get(1));
        assertThat(admitted.subList(4, 7)).isEqualTo(many.subList(2, 5));
    }

    @Test
    default void aBatchIsFilledAndTheNextGoesOnBehindIt() {
        var jobs = waiting(client(), 5);

        assertThat(admitted(FLASH, CLIENT_TICKETS, 2)).isEqualTo(jobs.subList(0, 2));
        assertThat(admitted(FLASH, CLIENT_TICKETS, 2)).isEqualTo(jobs.subList(2, 4));
        assertThat(admitted(FLASH, CLIENT_TICKETS, 2)).isEqualTo(jobs.subList(4, 5));
        assertThat(admitted(FLASH, CLIENT_TICKETS, 2)).isEmpty();
    }

    @Test
    default void aLineHasNoMoreTicketsThanItIsGiven() {
        var jobs = waiting(client(), 5);

        assertThat(admitted(FLASH, 3, 10)).isEqualTo(jobs.subList(0, 3));
        assertThat(admitted(FLASH, 3, 10)).isEmpty();
        store().claims().claim(jobs.getFirst(), Claimant.of(store().boot()));
        assertThat(admitted(FLASH, 3, 10)).isEqualTo(jobs.subList(3, 4));
    }

    @Test
    default void whatALineHeldIsTold() {
        waiting(client(), 3);

        assertThat(admissions().admit(FLASH, 2, 10).held()).isZero();
        assertThat(admissions().admit(FLASH, 2, 10))
                .isEqualTo(new Admissions.Admitted(2, List.of()));
    }

    @Test
    default void aClientWithoutATicketGetsOneThoughTheLineIsFull() {
        waiting(client(), 5);
        admitted(FLASH, 3, 10);
        var few = waitingToo(client(), 2);

        assertThat(admitted(FLASH, 3, 10)).isEqualTo(few.subList(0, 1));
        assertThat(admitted(FLASH, 3, 10)).isEmpty();
    }

    @Test
    default void theTicketsOfThoseWhoWaitAreToEachOtherAsTheirWeights() {
        var light = waiting(store().client(1), 40);
        var heavy = waitingToo(store().client(3), 40);

        var admitted = admitted(FLASH, 16, 100);

        assertThat(admitted).hasSize(16);
        assertThat(admitted).filteredOn(light::contains).isEqualTo(light.subList(0, 4));
        assertThat(admitted).filteredOn(heavy::contains).isEqualTo(heavy.subList(0, 12));
    }

    /** However few tickets are used up between two passes. */
    @Test
    default void weightsAreRoundedToNobodysAdvantage() {
        var light = waiting(store().client(1), 40);
        waitingToo(store().client(3), 40);

        var admitted =
                IntStream.rangeClosed(4, 7)
                        .mapToObj(tickets -> admitted(FLASH, tickets, 100))
                        .peek(jobs ->
                                jobs.forEach(job ->
                                        store().claims().claim(job, Claimant.of(store().boot()))))
                        .flatMap(List::stream)
                        .toList();

        assertThat(admitted).hasSize(22);
        assertThat(admitted).filteredOn(light::contains).hasSizeBetween(5, 6);
    }

    @Test
    default void ticketsThatAreThereAlreadyCount() {
        var first = waiting(client(), 20);
        admitted(FLASH, 6, 100);
        var other = waitingToo(client(), 20);

        assertThat(admitted(FLASH, 12, 100)).isEqualTo(other.subList(0, 6));
        assertThat(admitted(FLASH, 14, 100)).containsExactlyInAnyOrder(first.get(6), other.get(6));
    }

    @Test
    default void anAdmittedTicketNamesItsLineItsSizeAndItsClient() {
        var owner = client();
        var jobs = waiting(owner, 1);

        assertThat(admissions().admit(FLASH, CLIENT_TICKETS, 10).tickets())
                .containsExactly(new Ticket(jobs.getFirst(), FLASH, 1, 7, Optional.of(owner)));
    }

    @Test
    default void aLineAdmitsItsOwnJobsOnly() {
        var flash = waiting(client(), 2);
        var pro = job(client(), PRO);
        store().intake().accept(List.of(pro));
        admissions().returnAll();

        assertThat(admissions().waitingLines()).containsExactlyInAnyOrder(FLASH, PRO);
        assertThat(admitted(PRO, CLIENT_TICKETS, 10)).containsExactly(pro.id());
        assertThat(admissions().waitingLines()).containsExactly(FLASH);
        assertThat(admitted(FLASH, CLIENT_TICKETS, 10)).isEqualTo(flash);
        assertThat(admissions().waitingLines()).isEmpty();
    }

    @ConcurrentTest
    default void twoDispatchersAtOnceAdmitNoJobTwice() {
        waiting(client(), 60);
        waiting(client(), 60);

        var admitted = Race.of(8, _ -> admitted(FLASH, 120, 200));

        assertThat(admitted.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        assertThat(admissions().backlog())
                .containsExactly(new Admissions.Backlog(FLASH, 0, 120, 0));
    }

    @Test
    default void ticketsThatWereNeverConfirmedGoBackInTime() {
        var jobs = ids(accepted(client(), 3));
        admissions().confirm(jobs.subList(0, 1));

        assertThat(admissions().returnUnconfirmed(AGE)).isZero();
        store().pass(AGE.plusSeconds(1));
        assertThat(admissions().returnUnconfirmed(AGE)).isEqualTo(2);
        assertThat(admissions().backlog()).containsExactly(new Admissions.Backlog(FLASH, 2, 1, 0));
        assertThat(admitted(FLASH, CLIENT_TICKETS, 10)).isEqualTo(jobs.subList(1, 3));
    }

    @Test
    default void aTicketIsUnconfirmedAgainWhenItIsAdmittedAgain() {
        var jobs = ids(accepted(client(), 1));
        admissions().confirm(jobs);
        admissions().returnAll();
        admissions().admit(FLASH, CLIENT_TICKETS, 10);
        store().pass(AGE.plusSeconds(1));

        assertThat(admissions().returnUnconfirmed(AGE)).isEqualTo(1);
    }

    @Test
    default void aConfirmForAJobThatIsGonePassesBy() {
        var jobs = ids(accepted(client(), 2));
        store().claims().claim(jobs.getFirst(), Claimant.of(store().boot()));

        admissions().confirm(jobs);
        admissions().confirm(List.of(JobId.next()));
        admissions().confirm(List.of());
        store().pass(AGE.plusSeconds(1));

        assertThat(admissions().returnUnconfirmed(AGE)).isZero();
    }

    @Test
    default void ticketsLongInAPurgedQueueGoBackWhetherConfirmedOrNot() {
        var flash = ids(accepted(client(), 2));
        store().intake().accept(List.of(job(client(), PRO)));
        admissions().confirm(flash);

        assertThat(admissions().returnPlacedBefore(FLASH, AGE)).isZero();
        store().pass(AGE.plusSeconds(1));
        assertThat(admissions().returnPlacedBefore(FLASH, AGE)).isEqualTo(2);
        assertThat(admissions().waitingLines()).containsExactly(FLASH);
    }

    @Test
    default void allTicketsOfALostBrokerGoBack() {
        accepted(client(), 2);
        var running = accepted(client(), 1).getFirst();
        store().claims().claim(running.id(), Claimant.of(store().boot()));
        store().claims().park(accepted(client(), 1).getFirst().id(), AGE);

        assertThat(admissions().returnAll()).isEqualTo(2);
        assertThat(admissions().backlog()).containsExactly(new Admissions.Backlog(FLASH, 2, 0, 1));
    }

    @Test
    default void jobsOfDeadBootsGoBackAndThoseOfLiveOnesStay() {
        var jobs = ids(accepted(client(), 3));
        var dead = store().boot();
        store().claims().claim(jobs.get(0), Claimant.of(dead));
        store().claims().claim(jobs.get(1), Claimant.of(dead));
        store().claims().claim(jobs.get(2), Claimant.of(store().boot()));
        assertThat(admissions().reclaim()).isZero();

        store().bury(dead);

        assertThat(admissions().reclaim()).isEqualTo(2);
        assertThat(admissions().reclaim()).isZero();
        assertThat(admitted(FLASH, CLIENT_TICKETS, 10)).isEqualTo(jobs.subList(0, 2));
    }

    @Test
    default void theBacklogOfAnEmptyStoreIsEmpty() {
        assertThat(admissions().backlog()).isEmpty();
        assertThat(admissions().waitingLines()).isEmpty();
        assertThat(admissions().returnAll()).isZero();
        assertThat(admissions().unpark()).isZero();
    }

    private List<JobRequest> accepted(ClientId client, int count) {
        var requests = jobs(client, count);
        store().intake().accept(requests);
        return requests;
    }

    private List<JobId> waiting(ClientId client, int count) {
        var requests = accepted(client, count);
        admissions().returnAll();
        return ids(requests);
    }

    /** As {@link #waiting}, but the tickets that are there already stay. */
    private List<JobId> waitingToo(ClientId client, int count) {
        var requests = accepted(client, count);
        requests.forEach(job -> store().claims().park(job.id(), Duration.ofSeconds(1)));
        store().pass(Duration.ofSeconds(2));
        admissions().unpark();
        return ids(requests);
    }

    private List<JobId> admitted(Line line, int tickets, int batch) {
        return admissions().admit(line, tickets, batch).tickets().stream()
                .map(Ticket::job)
                .toList();
    }

    private static List<JobId> joined(List<JobId> one, List<JobId> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
