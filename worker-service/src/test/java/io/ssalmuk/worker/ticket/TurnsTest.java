package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.job.JobId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TurnsTest {

    private final Turns turns = new Turns();
    private final JobId job = JobId.next();

    @ConcurrentTest
    void aJobIsInHandOnce() throws InterruptedException, ExecutionException {
        var jobs = List.of(job, JobId.next());
        var inHand = List.of(new AtomicInteger(), new AtomicInteger());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tickets = new ArrayList<Future<Integer>>();
            for (int n = 0; n < 200; n++) {
                int one = n % jobs.size();
                tickets.add(threads.submit(inTurn(jobs.get(one), inHand.get(one))));
            }
            for (var ticket : tickets) {
                assertThat(ticket.get()).isEqualTo(1);
            }
        }
    }

    /** How many had the job in hand then. */
    private Callable<Integer> inTurn(JobId of, AtomicInteger inHand) {
        return () -> {
            try (var _ = turns.take(of)) {
                int now = inHand.incrementAndGet();
                Thread.onSpinWait();
                inHand.decrementAndGet();
                return now;
            }
        };
    }

    @Test
    void aSecondTicketWaitsForTheFirstAndNotForOthers() throws InterruptedException {
        var said = new ArrayList<String>();
        var first = turns.take(job);
        var second =
                Thread.ofVirtual()
                        .start(() -> {
                            try (var _ = turns.take(job)) {
                                said.add("second");
                            } catch (InterruptedException _) {
                                said.add("interrupted");
                            }
                        });
        try (var _ = turns.take(JobId.next())) {
            said.add("another job");
        }
        while (second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        said.add("first");

        first.close();

        second.join();
        assertThat(said).containsExactly("another job", "first", "second");
    }

    @Test
    void whoWaitsCanBeSentAway() throws InterruptedException {
        try (var _ = turns.take(job)) {
            var sentAway = new AtomicInteger();
            var second =
                    Thread.ofVirtual()
                            .start(() -> {
                                try (var _ = turns.take(job)) {
                                    sentAway.set(-1);
                                } catch (InterruptedException _) {
                                    sentAway.set(1);
                                }
                            });
            second.interrupt();
            second.join();
            assertThat(sentAway).hasValue(1);
        }
    }
}
