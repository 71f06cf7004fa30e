package io.ssalmuk.worker;

import static io.ssalmuk.worker.WorkerHarness.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobState;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.quota.BucketReport;
import io.ssalmuk.simulator.quota.Limits;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Workers that come and go, and a broker that does. */
@Timeout(90)
class WorkerClusterTest {

    private static boolean completed(Job job) {
        return job.state() == JobState.COMPLETED;
    }

    @Test
    void twoWorkersShareTheLedgerWithoutARefusal() {
        var simulator = GeminiSimulator.builder().projects(6, 1);
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            harness.startWorker();
            var jobs = harness.awaitAll(harness.submit(prompts(90)));
            assertThat(jobs).allMatch(WorkerClusterTest::completed);
            assertThat(harness.upstream().outcomes()).isEqualTo(Map.of("ok", 90L));
            assertThat(harness.upstream().ledger())
                    .filteredOn(bucket -> bucket.accepted() > 0)
                    .extracting(BucketReport::accepted)
                    .containsOnly(15L)
                    .hasSize(6);
        }
    }

    @Test
    void anOrderlyEndWaitsForCallsInFlight() {
        var held = HeldCalls.first(5);
        try (var harness = WorkerHarness.on(held.in(GeminiSimulator.builder().projects(1, 1)))) {
            var worker = harness.startWorker();
            harness.startWorker();
            var jobs = harness.submit(prompts(5));
            held.awaitArrived(5);
            var ending = Thread.ofVirtual().start(worker::close);
            held.answer();
            assertThat(harness.awaitAll(jobs))
                    .allMatch(WorkerClusterTest::completed)
                    .allMatch(job -> job.attempt() == 1);
            join(ending);
            assertThat(harness.upstream().outcomes()).isEqualTo(Map.of("ok", 5L));
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void callsThatOutlastTheGraceGoToAnotherWorkerAtNoCost() {
        var held = HeldCalls.first(5);
        var simulator = held.in(GeminiSimulator.builder().projects(1, 1));
        try (var harness = WorkerHarness.on(simulator)) {
            var worker = harness.startWorker("--ssalmuk.worker.grace=300ms");
            var jobs = harness.submit(prompts(5));
            held.awaitArrived(5);
            harness.startWorker();
            worker.close();
            assertThat(harness.count("SELECT count(*) FROM job_claim WHERE attempt = 1")).isZero();
            assertThat(harness.awaitAll(jobs)).allMatch(WorkerClusterTest::completed);
            assertThat(harness.failures()).isZero();
            held.answer();
        }
    }

    @Test
    void theJobsOfADeadWorkerAreTakenOverAndItsLateAnswersChangeNothing() {
        var held = HeldCalls.first(5);
        var simulator = held.in(GeminiSimulator.builder().projects(1, 1));
        try (var harness = WorkerHarness.on(simulator)) {
            var worker = harness.startWorker();
            var jobs = harness.submit(prompts(5));
            held.awaitArrived(5);
            harness.change("DELETE FROM worker_boot");
            var taken = harness.awaitAll(jobs);
            assertThat(taken)
                    .allMatch(WorkerClusterTest::completed)
                    .allMatch(job -> job.attempt() == 2);
            harness.startWorker();
            held.answer();
            worker.close();
            assertThat(jobs.stream().map(harness::find)).isEqualTo(taken);
            assertThat(harness.upstream().outcomes()).isEqualTo(Map.of("ok", 10L));
        }
    }

    @Test
    void aBrokerThatLostEverythingHeals() {
        var held = HeldCalls.first(15);
        var simulator =
                held.in(GeminiSimulator.builder().projects(1, 1).limits(Limits.perMinute(10_000)));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker("--ssalmuk.ledger.window=1s");
            var jobs = harness.submit(prompts(60));
            held.awaitArrived(15);
            harness.wipeBroker();
            held.answer();
            List<Job> ended = harness.awaitAll(jobs);
            assertThat(ended).allMatch(WorkerClusterTest::completed);
            assertThat(ended.subList(0, 15)).allMatch(job -> job.attempt() == 1);
        }
    }
}
