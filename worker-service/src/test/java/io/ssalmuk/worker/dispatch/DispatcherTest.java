package io.ssalmuk.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.TicketRelay;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatcherTest {

    private final FakeAdmissions admissions = new FakeAdmissions();
    private final FakeLedger ledger = new FakeLedger();
    private final LinkedBlockingQueue<JobId> published = new LinkedBlockingQueue<>();
    private final TicketRelay relay = this::publish;
    private final Dispatcher dispatcher = new Dispatcher(admissions, ledger, relay);

    private void publish(Iterable<Ticket> tickets) {
        tickets.forEach(ticket -> published.add(ticket.job()));
    }

    private List<JobId> waiting(int count) {
        var tickets = Stream.generate(Given::ticket).limit(count).toList();
        tickets.forEach(admissions::wait);
        return tickets.stream().map(Ticket::job).toList();
    }

    private List<JobId> publishedOf(int count) throws InterruptedException {
        var jobs = new ArrayList<JobId>();
        while (jobs.size() < count) {
            jobs.add(published.take());
        }
        return jobs;
    }

    @Test
    void waitingJobsGetTicketsInTheirOrder() throws InterruptedException {
        var jobs = waiting(3);
        assertThat(dispatcher.pass()).isEqualTo(3);
        assertThat(publishedOf(3)).isEqualTo(jobs);
    }

    @Test
    void nothingWaitsNothingHappens() {
        assertThat(dispatcher.pass()).isZero();
        assertThat(admissions.said()).isEmpty();
    }

    @Test
    void anEmptyLedgerStillFillsTheQueueALittle() {
        waiting(1);
        dispatcher.pass();
        assertThat(admissions.said()).contains("admit 64");
    }

    @Test
    void aFullLedgerFillsItFurther() {
        waiting(1);
        ledger.outlook(5_000, Duration.ZERO);
        dispatcher.pass();
        assertThat(admissions.said()).contains("admit 5000");
    }

    @Test
    void aPassGoesOnUntilNoWholeBatchIsLeft() throws InterruptedException {
        var jobs = waiting(1_234);
        assertThat(dispatcher.pass()).isEqualTo(1_234);
        assertThat(publishedOf(1_234)).isEqualTo(jobs);
    }
}
