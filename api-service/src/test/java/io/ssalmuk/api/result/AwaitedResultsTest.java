package io.ssalmuk.api.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ssalmuk.api.Fixtures;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

final class AwaitedResultsTest {

    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final InMemoryJobs jobs = new InMemoryJobs();
    private final InMemoryNotices notices = new InMemoryNotices();
    private final Waiters waiters = new Waiters(jobs, notices);
    private final AwaitedResults results = results(LONG);
    private final ClientId owner = Fixtures.client();
    private final JobId job = JobId.next();

    private AwaitedResults results(Duration most) {
        return new AwaitedResults(jobs, waiters, new WaitProperties(most, Duration.ofSeconds(5)));
    }

    @Test
    void aJobThatHasEndedIsNotWaitedFor() {
        jobs.put(Fixtures.completed(job, "{}"), owner);

        assertThat(results.await(job, owner, LONG).orElseThrow().state())
                .isEqualTo(JobState.COMPLETED);
    }

    @Test
    void aJobOfSomebodyElseIsNotThereAndNotWaitedFor() {
        jobs.put(Fixtures.queued(job), owner);

        assertThat(results.await(job, Fixtures.client(), LONG)).isEmpty();
        assertThat(results.await(JobId.next(), owner, LONG)).isEmpty();
    }

    @Test
    void aWaitThatRunsOutShowsTheJobAsItStands() {
        jobs.put(Fixtures.queued(job), owner);

        assertThat(results.await(job, owner, MOMENT)).contains(Fixtures.queued(job));
        assertThat(waiters.count()).isZero();
    }

    @Test
    void nobodyWaitsLongerThanTheSettingAllows() {
        jobs.put(Fixtures.queued(job), owner);

        assertThat(results(MOMENT).await(job, owner, LONG)).contains(Fixtures.queued(job));
    }

    @Test
    void theEndIsSeenWhenItsNoticeComes() throws Exception {
        jobs.put(Fixtures.queued(job), owner);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Job>> seen =
                    threads.submit((Callable<Optional<Job>>) () -> results.await(job, owner, LONG));
            while (waiters.count() == 0) {
                Thread.onSpinWait();
            }
            jobs.put(Fixtures.completed(job, "{}"), owner);
            notices.send(job);

            assertThat(seen.get().orElseThrow().state()).isEqualTo(JobState.COMPLETED);
        }
        assertThat(waiters.count()).isZero();
    }

    @Test
    void aCallerWhoIsInterruptedLeavesNoWaiterBehind() throws Exception {
        jobs.put(Fixtures.queued(job), owner);
        var caller = Thread.ofVirtual().start(() -> results.await(job, owner, LONG));
        while (waiters.count() == 0) {
            Thread.onSpinWait();
        }
        caller.interrupt();
        caller.join();

        assertThat(waiters.count()).isZero();
    }

    @Test
    void aSettingThatMakesNoSenseIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> results(Duration.ZERO))
                .withMessageContaining("ssalmuk.wait.most");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WaitProperties(LONG, Duration.ZERO))
                .withMessageContaining("ssalmuk.wait.sweep");
    }
}
