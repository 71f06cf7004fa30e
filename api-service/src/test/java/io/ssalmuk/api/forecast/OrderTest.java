package io.ssalmuk.api.forecast;

import static io.ssalmuk.api.forecast.Supplies.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.Lineup;
import io.ssalmuk.job.Lineup.Group;
import io.ssalmuk.job.Lineups.Spot;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrderTest {

    private static final ClientId ME = Fixtures.client();
    private static final ClientId YOU = Fixtures.client();

    private static Group group(ClientId client, double ahead, double waiting) {
        return group(Lane.BULK, client, 1, ahead, waiting);
    }

    private static Group group(
            Lane lane, ClientId client, int weight, double ahead, double waiting) {
        double jobs = ahead + waiting;
        return new Group(lane, client, weight, ahead, waiting, jobs, jobs * 7, 1, List.of());
    }

    private static Order order(Group... groups) {
        return new Order(new Lineup(List.of(groups), Map.of()), new Joined());
    }

    private static double next(Order order) {
        return order.ofNext(Lane.BULK, ME, 0, 1).jobs();
    }

    @Test
    void whereNobodyWaitsOneIsNext() {
        assertThat(next(order())).isZero();
    }

    @Test
    void aClientsOwnJobsGoBefore() {
        assertThat(next(order(group(ME, 64, 536)))).isEqualTo(600);
    }

    @Test
    void aFewJobsStandBehindTheTicketsOfOthersOnly() {
        assertThat(next(order(group(YOU, 64, 50_000)))).isEqualTo(64);
        assertThat(next(order(group(ME, 10, 0), group(YOU, 64, 50_000)))).isEqualTo(74);
    }

    @Test
    void manyJobsTakeTurns() {
        assertThat(next(order(group(ME, 64, 236), group(YOU, 64, 50_000)))).isEqualTo(600);
        assertThat(next(order(group(ME, 64, 236), group(YOU, 64, 36)))).isEqualTo(400);
    }

    @Test
    void aHeavierClientHasMoreTurns() {
        var heavy = group(Lane.BULK, YOU, 3, 64, 50_000);
        assertThat(next(order(group(ME, 64, 236), heavy))).isEqualTo(1_200);
    }

    @Test
    void thoseWhoWaitGoBeforeAllOthers() {
        var urgent = group(Lane.INTERACTIVE, YOU, 1, 30, 0);

        assertThat(next(order(group(ME, 5, 0), urgent))).isEqualTo(35);
        assertThat(order(group(ME, 5, 0), urgent).ofNext(Lane.INTERACTIVE, ME, 0, 1).jobs())
                .isEqualTo(30);
    }

    @Test
    void jobsThatJoinedSinceAreCountedOnce() {
        var jobs = JobRequests.jobs(ME, 10);
        var joined = new Joined();
        jobs.subList(0, 8).forEach(joined::add);
        var known = jobs.subList(0, 6).stream().map(job -> job.id()).toList();
        var lineup =
                new Lineup(List.of(new Group(Lane.BULK, ME, 1, 6, 0, 6, 42, 0, known)), Map.of());
        joined.settle(lineup);
        jobs.subList(8, 10).forEach(joined::add);

        var order = new Order(lineup, joined);

        assertThat(next(order)).isEqualTo(10);
        assertThat(order.jobs()).isEqualTo(10);
        assertThat(order.tokens(0, 0)).isEqualTo(7);
    }

    @Test
    void aJobThatWaitsKnowsItsRank() {
        var ids = IntStream.range(0, 100).mapToObj(_ -> JobId.next()).toList();
        var mine = new Group(Lane.BULK, ME, 1, 64, 100, 164, 164, 1, ids);
        var spot = new Spot(new Line("gemini-flash", Lane.BULK), ME, 1, 1, false, NOON, null);

        var order = order(mine, group(YOU, 64, 1_000));

        assertThat(order.of(spot, ids.get(40)).jobs()).isEqualTo(2 * (64 + 40));
    }

    @Test
    void ticketsKeepTheirOrder() {
        var placed = IntStream.range(0, 20).mapToObj(NOON::plusSeconds).toList();
        var lineup =
                new Lineup(
                        List.of(group(ME, 10, 0), group(YOU, 90, 500)), Map.of(Lane.BULK, placed));
        var spot =
                new Spot(
                        new Line("gemini-flash", Lane.BULK),
                        ME,
                        1,
                        1,
                        true,
                        NOON.plusSeconds(10),
                        null);

        assertThat(new Order(lineup, new Joined()).of(spot, JobId.next()).jobs()).isEqualTo(50);
    }

    @Test
    void aTicketThatCameSinceStandsBehindThoseThatDid() {
        var joined = new Joined();
        joined.settle(Lineup.EMPTY);
        JobRequests.jobs(ME, 10).forEach(joined::add);
        var spot = new Spot(new Line("gemini-flash", Lane.BULK), ME, 1, 1, true, NOON, null);

        var order = new Order(Lineup.EMPTY, joined);

        assertThat(order.of(spot, JobId.next()).jobs()).isEqualTo(9);
    }
}
