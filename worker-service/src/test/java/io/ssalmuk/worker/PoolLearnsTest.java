package io.ssalmuk.worker;

import static io.ssalmuk.worker.WorkerHarness.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import io.ssalmuk.pool.Actor;
import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.OperatorWords;
import io.ssalmuk.pool.OperatorWords.Said;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.project.KeyState;
import io.ssalmuk.simulator.quota.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker learns from its upstream, and how the pool comes back. */
@Timeout(120)
class PoolLearnsTest {

    private static final String MODEL = WorkerHarness.MODEL;

    /** Of a busy machine; what is waited for takes a moment. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static void completedAtOnce(List<Job> jobs) {
        assertThat(jobs)
                .allMatch(job -> job.state() == JobState.COMPLETED)
                .allMatch(job -> job.attempt() == 1);
    }

    private static void await(WorkerHarness harness, String sql, long figure) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> harness.count(sql) == figure);
    }

    @Test
    void aCatalogueThatIsTooGenerousCorrectsItselfFromTheFirstRefusal() {
        var simulator =
                GeminiSimulator.builder()
                        .projects(2, 1)
                        .limits(MODEL, Limits.perMinute(100))
                        .limits("project-1", MODEL, Limits.perMinute(2));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            completedAtOnce(harness.awaitAll(harness.submit(prompts(14))));
            await(harness, "SELECT count(*) FROM learned_limit WHERE dimension = 'rpm'", 1);
            assertThat(
                            harness.count(
                                    "SELECT min(rpm) FROM quota_bucket WHERE bucket = '"
                                            + MODEL
                                            + "'"))
                    .isLessThanOrEqualTo(2);
            assertThat(harness.failures()).isZero();
        }
    }

    @Test
    void aCatalogueThatIsTooStrictIsCorrectedByTheOperatorsWordOnAllWorkersAtOnce() {
        var simulator = GeminiSimulator.builder().projects(1, 1).limits(Limits.perMinute(10_000));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            harness.startWorker();
            var jobs = harness.submit(prompts(40));
            harness.awaitAll(completed(harness, jobs, 5));

            harness.bean(OperatorWords.class)
                    .say(
                            MODEL,
                            Optional.empty(),
                            Map.of(Dimension.RPM, new Said.AtMost(100)),
                            new Actor("test", "here"));
            harness.bean(Signals.class).send(new Signal.CapacityChanged());

            // By the catalogue's word they would take longer than this test may.
            completedAtOnce(harness.awaitAll(jobs));
        }
    }

    private static List<JobId> completed(WorkerHarness harness, List<JobId> jobs, int count) {
        Awaitility.await().atMost(PATIENCE).until(() -> ended(harness, jobs).size() >= count);
        return ended(harness, jobs);
    }

    private static List<JobId> ended(WorkerHarness harness, List<JobId> jobs) {
        return jobs.stream().filter(job -> harness.find(job).state().ended()).toList();
    }

    @Test
    void aSuspendedProjectIsQuarantinedWholeAndIsBackWhenItsKeyWorksAgain() {
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(2, 1))) {
            harness.startWorker();
            harness.upstream().setKeyState("project-1", KeyState.SUSPENDED);
            completedAtOnce(harness.awaitAll(harness.submit(prompts(12))));
            await(harness, "SELECT count(*) FROM gemini_key WHERE state = 'quarantined'", 1);
            await(harness, "SELECT count(*) FROM project WHERE number IS NOT NULL", 1);
            await(harness, "SELECT count(*) FROM project WHERE stopped_reason IS NOT NULL", 1);

            harness.change("UPDATE gemini_key SET recheck_at = now() WHERE recheck_at IS NOT NULL");
            await(harness, "SELECT sum(rechecks) FROM gemini_key", 1);
            harness.upstream().setKeyState("project-1", KeyState.ACTIVE);
            harness.change("UPDATE gemini_key SET recheck_at = now() WHERE recheck_at IS NOT NULL");

            await(harness, "SELECT count(*) FROM gemini_key WHERE state = 'active'", 2);
            await(harness, "SELECT count(*) FROM project WHERE stopped_reason IS NOT NULL", 0);
            // A look at a key is no call that would cost quota.
            assertThat(harness.upstream().outcomes().get("ok")).isEqualTo(12);
        }
    }

    @Test
    void twoKeysOfOneProjectAreRecognisedAndCountedOnce() {
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(1, 2))) {
            harness.startWorker();
            assertThat(harness.count("SELECT count(*) FROM project WHERE active")).isEqualTo(2);
            harness.upstream().setKeyState("project-1", KeyState.SERVICE_DISABLED);
            harness.submit(prompts(4));

            await(harness, "SELECT count(*) FROM project WHERE active", 1);
            await(harness, "SELECT count(DISTINCT project_id) FROM gemini_key", 1);
            await(harness, "SELECT count(*) FROM audit WHERE action = 'merge projects'", 1);
        }
    }

    @Test
    void aProjectWithoutCreditsIsStoppedAndJobsGoOnWithOthers() {
        var simulator =
                GeminiSimulator.builder().projects(3, 1).fault(FaultOrder.next(Fault.PREPAY, 1));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            completedAtOnce(harness.awaitAll(harness.submit(prompts(12))));
            await(harness, "SELECT count(*) FROM project WHERE stopped_reason = 'prepay'", 1);
            assertThat(
                            harness.count(
                                    "SELECT count(DISTINCT project_id) FROM quota_bucket"
                                            + " WHERE cooldown_until > now()"))
                    .isOne();
        }
    }

    @Test
    void whatBecameOfCallsIsWrittenDown() {
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(2, 1))) {
            harness.startWorker();
            harness.awaitAll(harness.submit(prompts(7)));
            await(
                    harness,
                    "SELECT coalesce(sum(calls), 0) FROM call_tally WHERE outcome = 'served'",
                    7);
        }
    }
}
