package io.ssalmuk.job;

import static io.ssalmuk.job.Admissions.CLIENT_TICKETS;
import static io.ssalmuk.job.Admissions.LINE_TICKETS;
import static io.ssalmuk.job.JobRequests.FLASH;
import static io.ssalmuk.job.JobRequests.client;
import static io.ssalmuk.job.JobRequests.ids;
import static io.ssalmuk.job.JobRequests.job;
import static io.ssalmuk.job.JobRequests.jobs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.client.ClientId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link JobIntake} does. */
public interface JobIntakeContract {

    JobStore store();

    @Test
    default void anAcceptedJobIsQueuedAndItsOwnersToSee() {
        var owner = client();
        var request = job(owner);

        assertThat(accept(request)).containsExactly(new Accepted(request.id(), true));

        var job = store().jobs().find(request.id(), owner).orElseThrow();
        assertThat(job.state()).isEqualTo(JobState.QUEUED);
        assertThat(job.model()).isEqualTo(request.model());
        assertThat(job.createdAt()).isEqualTo(request.createdAt());
        assertThat(job.attempt()).isZero();
    }

    @Test
    default void aClientsFirstJobsAreTicketedInOrderAndTheRestWait() {
        var requests = jobs(client(), CLIENT_TICKETS + 6);

        var accepted = store().intake().accept(requests);

        assertThat(accepted).hasSize(requests.size());
        assertThat(ticketed(accepted))
                .containsExactlyInAnyOrderElementsOf(ids(requests.subList(0, CLIENT_TICKETS)));
    }

    @Test
    default void ticketsOfEarlierBatchesCount() {
        var owner = client();
        store().intake().accept(jobs(owner, CLIENT_TICKETS - 1));

        var later = jobs(owner, 2);

        assertThat(ticketed(store().intake().accept(later))).containsExactly(later.getFirst().id());
    }

    @Test
    default void nobodyOvertakesAJobThatWaits() {
        var owner = client();
        var boot = store().boot();
        var first = jobs(owner, CLIENT_TICKETS + 1);
        store().intake().accept(first);
        assertThat(first.stream().limit(10))
                .allMatch(job -> store().claims().claim(job.id(), Claimant.of(boot)).isPresent());

        assertThat(ticketed(accept(job(owner)))).isEmpty();
    }

    @Test
    default void anotherClientAndAnotherLaneHaveRoomOfTheirOwn() {
        var owner = client();
        store().intake().accept(jobs(owner, CLIENT_TICKETS + 1));

        var neighbour = job(client());
        var caller = job(owner, new Line(FLASH.bucket(), Lane.INTERACTIVE));
        var mixed = List.of(job(owner), neighbour, caller);

        assertThat(ticketed(store().intake().accept(mixed)))
                .containsExactlyInAnyOrder(neighbour.id(), caller.id());
    }

    @Test
    default void whileOthersWaitOnlyAClientsFirstJobIsTicketed() {
        store().intake().accept(jobs(client(), CLIENT_TICKETS + 1));
        var few = jobs(client(), 3);

        assertThat(ticketed(store().intake().accept(few))).containsExactly(few.getFirst().id());
    }

    @Test
    default void aLineFullOfTicketsTakesOnlyAClientsFirstToo() {
        for (int clients = 0; clients < LINE_TICKETS / CLIENT_TICKETS; clients++) {
            store().intake().accept(jobs(client(), CLIENT_TICKETS));
        }
        var few = jobs(client(), 3);

        assertThat(ticketed(store().intake().accept(few))).containsExactly(few.getFirst().id());
    }

    @Test
    default void aBatchIsAcceptedWholeOrNotAtAll() {
        var owner = client();
        var known = job(owner);
        accept(known);
        var fresh = job(owner);

        assertThatThrownBy(() -> store().intake().accept(List.of(fresh, known)))
                .isInstanceOf(RuntimeException.class);

        assertThat(store().jobs().find(fresh.id(), owner)).isEmpty();
        assertThat(store().admissions().backlog())
                .containsExactly(new Admissions.Backlog(FLASH, 0, 1, 0));
    }

    @Test
    default void anEmptyBatchIsAccepted() {
        assertThat(store().intake().accept(List.of())).isEmpty();
    }

    @Test
    default void jobsOfManyClientsInOneBatchAreCountedEachByItself() {
        var one = client();
        var other = client();
        var requests =
                Stream.of(one, other)
                        .flatMap(owner -> jobs(owner, CLIENT_TICKETS + 1).stream())
                        .toList();

        assertThat(ticketed(store().intake().accept(requests))).hasSize(2 * CLIENT_TICKETS);
        assertThat(waiting(one)).isEqualTo(1);
    }

    private long waiting(ClientId owner) {
        return store().admissions().admit(FLASH, 1_000, 10).tickets().stream()
                .filter(ticket -> store().jobs().find(ticket.job(), owner).isPresent())
                .count();
    }

    private List<Accepted> accept(JobRequest request) {
        return store().intake().accept(List.of(request));
    }

    private static List<JobId> ticketed(List<Accepted> accepted) {
        return accepted.stream().filter(Accepted::ticketed).map(Accepted::id).toList();
    }
}
