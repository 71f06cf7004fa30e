package io.ssalmuk.queue;

import static io.ssalmuk.job.JobRequests.FLASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.InMemoryJobs;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackgroundTicketRelayTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryJobs jobs = new InMemoryJobs(new InMemoryBoots(clock), clock);
    private final Hand<Ticket> published = new Hand<>();

    @Test
    void ticketsArePublishedAndTheirConfirmsNoted() {
        var tickets = accepted(3);
        var relay = relay(true);

        relay.relay(tickets);

        assertThat(published.take(3)).isEqualTo(tickets);
        await().until(() -> tickets.stream().map(Ticket::job).allMatch(jobs::confirmed));
        relay.destroy();
    }

    @Test
    void ticketsThatTheBrokerDidNotConfirmStayUnconfirmedAndTheNextAreTriedAllTheSame() {
        var lost = accepted(2);
        var next = accepted(1);
        var relay = relay(false);

        relay.relay(lost);
        assertThat(published.take(2)).isEqualTo(lost);
        relay.relay(next);
        assertThat(published.take(1)).isEqualTo(next);

        clock.pass(Duration.ofMinutes(1));
        assertThat(jobs.returnUnconfirmed(Duration.ofSeconds(30))).isEqualTo(3);
        relay.destroy();
    }

    private BackgroundTicketRelay relay(boolean confirmed) {
        return new BackgroundTicketRelay(
                tickets -> {
                    tickets.forEach(published);
                    return confirmed;
                },
                jobs);
    }

    private List<Ticket> accepted(int count) {
        var requests = JobRequests.jobs(JobRequests.client(), count);
        jobs.accept(requests);
        return requests.stream().map(BackgroundTicketRelayTest::ticket).toList();
    }

    private static Ticket ticket(JobRequest request) {
        return new Ticket(request.id(), FLASH, request.units());
    }
}
