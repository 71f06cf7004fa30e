package io.ssalmuk.worker.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.TicketRelay;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DispatcherTest {

    private final FakeAdmissions admissions = new FakeAdmissions();
    private final FakeLedger ledger = new FakeLedger();
    private final LinkedBlockingQueue<JobId> published = new LinkedBlockingQueue<>();
    private final TicketRelay relay = this::publish;
    private final AtomicLong nanos = new AtomicLong();
    private final Dispatcher dispatcher =
            new Dispatcher(admissions, ledger, relay, ticket -> 2 * ticket.tokens(), nanos::get);

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
        assertThat(admissions.said()).contains("admit 16");
    }

    @Test
    void aFullLedgerFillsItFurther() {
        waiting(1);
        ledger.outlook(5_000, Duration.ZERO);
        dispatcher.pass();
        assertThat(admissions.said()).contains("admit 64");
    }

    /** What is left of a burst stands in the queue until the next one. */
    @Test
    void noMoreTicketsAreMadeThanThereWillBePermits() {
        waiting(1_000);
        ledger.outlook(20, Duration.ZERO);
        dispatcher.pass();
        assertThat(admissions.said()).containsExactly("admit 20");
    }

    /** Requests may be plenty where tokens are few. */
    @Test
    void permitsAreCountedForCallsAsLargeAsThoseThatWait() {
        for (int n = 0; n < 64; n++) {
            admissions.wait(Given.sized(Lane.BULK, 50));
        }
        dispatcher.pass();
        assertThat(ledger.outlookFor()).isEqualTo(1);
        admissions.wait(Given.sized(Lane.BULK, 50));
        dispatcher.pass();
        assertThat(ledger.outlookFor()).isBetween(80L, 100L);
    }

    private int passAfter(Duration pause, int used) {
        nanos.addAndGet(pause.toNanos());
        admissions.use(used);
        return dispatcher.pass();
    }

    @Test
    void aLineThatIsUsedUpFastGetsMore() {
        waiting(100_000);
        ledger.outlook(100_000, Duration.ZERO);
        dispatcher.pass();
        for (int n = 0; n < 12; n++) {
            passAfter(Duration.ofMillis(100), Integer.MAX_VALUE);
        }
        assertThat(admissions.said()).contains("admit 1280", "admit 20000");
    }

    @Test
    void aLineThatIsUsedUpSlowlyHasTwoSecondsTicketsAtTheMost() {
        waiting(10_000);
        ledger.outlook(100_000, Duration.ZERO);
        dispatcher.pass();
        for (int n = 0; n < 20; n++) {
            passAfter(Duration.ofSeconds(1), 30);
        }
        assertThat(admissions.said()).last().isEqualTo("admit 60");
        assertThat(passAfter(Duration.ofSeconds(1), 30)).isEqualTo(30);
    }

    @Test
    void aPassGoesOnUntilNoWholeBatchIsLeft() throws InterruptedException {
        var jobs = waiting(5_000);
        ledger.outlook(100_000, Duration.ZERO);
        int admitted = dispatcher.pass();
        int last = 0;
        for (int n = 0; n < 4; n++) {
            last = passAfter(Duration.ofMillis(100), Integer.MAX_VALUE);
            admitted += last;
        }
        assertThat(last).isEqualTo(1_280);
        assertThat(publishedOf(admitted)).isEqualTo(jobs.subList(0, admitted));
    }
}
