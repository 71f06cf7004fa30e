package io.ssalmuk.worker;

import static io.ssalmuk.worker.WorkerHarness.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobState;
import io.ssalmuk.simulator.GeminiSimulator;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class WorkerDeadlineTest {

    private static void await(WorkerHarness harness, String sql, long figure) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> harness.count(sql) >= figure);
    }

    /** One runs into its deadline, and one waits behind those that have taken all quota. */
    @Test
    void atTheDeadlineACallIsBrokenOffAndAWaitIsOver() {
        var simulator =
                GeminiSimulator.builder()
                        .projects(1, 1)
                        .latency(Duration.ofMinutes(1), Duration.ZERO);
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker("--ssalmuk.worker.grace=100ms");
            var running = harness.submitDue("a long story", Duration.ofSeconds(20));
            await(harness, "SELECT count(*) FROM job_claim", 1);
            harness.submit(prompts(20));
            await(harness, "SELECT count(*) FROM quota_lease", 15);
            var waiting = harness.submitDue("a short one", Duration.ofSeconds(1));

            for (var job : List.of(waiting, running)) {
                var ended = harness.await(job);
                assertThat(ended.state()).isEqualTo(JobState.EXPIRED);
                assertThat(ended.error()).isEqualTo(JobError.DEADLINE_EXCEEDED);
                assertThat(ended.endedAt()).isAfterOrEqualTo(ended.deadline());
            }
            assertThat(harness.find(running).attempt()).isOne();
            assertThat(harness.find(waiting).attempt()).isZero();
            assertThat(harness.count("SELECT count(*) FROM usage_log WHERE state = 'expired'"))
                    .isEqualTo(2);
            assertThat(harness.count("SELECT count(*) FROM job WHERE state = 'failed'")).isZero();
        }
    }
}
