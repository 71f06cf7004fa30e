package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.FLASH;
import static io.ssalmuk.job.JobRequests.client;
import static io.ssalmuk.job.JobRequests.job;
import static io.ssalmuk.job.JobRequests.jobs;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every {@link Lineups} tells. */
public interface LineupsContract {

    int TICKETS = Admissions.CLIENT_TICKETS;

    JobStore store();

    private Lineup lineup() {
        return store().lineups().of(FLASH.bucket());
    }

    private Lineup.Group group(ClientId client, Lane lane) {
        return lineup().groups().stream()
                .filter(group -> group.client().equals(client) && group.lane() == lane)
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void whereNothingWaitsThereIsNobody() {
        assertThat(lineup()).isEqualTo(Lineup.EMPTY);
    }

    @Test
    default void jobsAreCountedByLaneAndClient() {
        var one = client();
        var other = client();
        store().intake().accept(jobs(one, TICKETS + 6));
        store().intake().accept(jobs(other, 3));
        store().intake().accept(List.of(job(one, new Line(FLASH.bucket(), Lane.INTERACTIVE))));
        store().intake().accept(List.of(job(one, new Line("gemini-pro", Lane.BULK))));

        assertThat(lineup().groups()).hasSize(3);
        var bulk = group(one, Lane.BULK);
        assertThat(bulk.ahead()).isEqualTo(TICKETS);
        assertThat(bulk.waiting()).isEqualTo(6);
        assertThat(bulk.units()).isEqualTo(TICKETS + 6);
        assertThat(bulk.tokens()).isEqualTo(7.0 * (TICKETS + 6));
        assertThat(bulk.weight()).isEqualTo(1);
        assertThat(group(other, Lane.BULK).jobs()).isEqualTo(3);
        assertThat(group(one, Lane.INTERACTIVE).jobs()).isEqualTo(1);
        assertThat(lineup().tickets().get(Lane.INTERACTIVE)).hasSize(1);
    }

    @Test
    default void theOrderOfAClientsJobsCanBeTold() {
        var client = client();
        var jobs = jobs(client, TICKETS + 10);
        store().intake().accept(jobs);
        var group = group(client, Lane.BULK);

        assertThat(group.before(jobs.getFirst().id())).isZero();
        assertThat(group.before(jobs.get(TICKETS).id())).isZero();
        assertThat(group.before(jobs.get(TICKETS + 4).id())).isEqualTo(4);
        assertThat(group.before(JobId.next())).isEqualTo(10);
        assertThat(group.marks().getLast()).isEqualTo(jobs.getLast().id());
    }

    @Test
    default void aJobIsFoundWhereItWaits() {
        var jobs = jobs(client(), TICKETS + 1);
        store().intake().accept(jobs);

        var ticketed = store().lineups().find(jobs.getFirst().id()).orElseThrow();
        assertThat(ticketed.tickets()).isTrue();
        assertThat(ticketed.line()).isEqualTo(FLASH);
        assertThat(ticketed.client()).isEqualTo(jobs.getFirst().client());
        assertThat(ticketed.tokens()).isEqualTo(7);
        var waiting = store().lineups().find(jobs.getLast().id()).orElseThrow();
        assertThat(waiting.tickets()).isFalse();
        assertThat(waiting.dueAt()).isNull();
    }

    @Test
    default void aParkedJobSaysWhenItGoesOn() {
        var job = job(client());
        var next = job(job.client());
        store().intake().accept(List.of(job, next));
        store().claims().park(job.id(), Duration.ofMinutes(1));
        store().claims().park(next.id(), Duration.ofMinutes(1));

        assertThat(store().lineups().find(job.id()).orElseThrow().dueAt()).isNotNull();
        var group = group(job.client(), Lane.BULK);
        assertThat(group.ahead()).isZero();
        assertThat(group.waiting()).isEqualTo(2);
        assertThat(group.before(job.id())).isZero();
        assertThat(group.before(next.id())).isEqualTo(1);
    }

    @Test
    default void aJobThatRunsWaitsNoLonger() {
        var job = job(client());
        store().intake().accept(List.of(job));
        store().claims().claim(job.id(), Claimant.of(store().boot()));

        assertThat(store().lineups().find(job.id())).isEmpty();
        assertThat(store().lineups().find(JobId.next())).isEmpty();
        assertThat(lineup().groups()).isEmpty();
    }
}
