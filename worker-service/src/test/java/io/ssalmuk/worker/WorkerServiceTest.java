package io.ssalmuk.worker;

import static io.ssalmuk.worker.WorkerHarness.prompt;
import static io.ssalmuk.worker.WorkerHarness.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.JobState;
import io.ssalmuk.simulator.GeminiSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerServiceTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @Test
    void aJobEndsWithTheUpstreamsWholeAnswer() {
        try (var harness = new WorkerHarness(GeminiSimulator.builder().projects(1, 1).start())) {
            harness.startWorker();
            var job = harness.submit(List.of(prompt("hello"))).getFirst();
            var ended = harness.await(job, SOON);
            assertThat(ended.state()).isEqualTo(JobState.COMPLETED);
            assertThat(ended.result())
                    .extracting(body -> body.text())
                    .asString()
                    .contains("hello", "usageMetadata");
        }
    }

    @Test
    void aBurstLeavesAtOnceAndTheUpstreamRefusesNone() {
        var simulator =
                GeminiSimulator.builder()
                        .projects(10, 1)
                        .latency(Duration.ofSeconds(1), Duration.ZERO)
                        .start();
        try (var harness = new WorkerHarness(simulator)) {
            harness.startWorker();
            var jobs = harness.submit(prompts(150));
            jobs.forEach(job -> harness.await(job, SOON));
            assertThat(jobs).allMatch(job -> harness.find(job).state() == JobState.COMPLETED);
            assertThat(simulator.controls().outcomes()).isEqualTo(Map.of("ok", 150L));
        }
    }
}
