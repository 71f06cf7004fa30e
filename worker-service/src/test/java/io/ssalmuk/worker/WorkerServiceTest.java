package io.ssalmuk.worker;

import static io.ssalmuk.worker.WorkerHarness.prompt;
import static io.ssalmuk.worker.WorkerHarness.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobState;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultOrder;
import io.ssalmuk.simulator.journal.BodyLog;
import io.ssalmuk.simulator.project.KeyState;
import io.ssalmuk.simulator.quota.Limits;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class WorkerServiceTest {

    private static boolean completed(Job job) {
        return job.state() == JobState.COMPLETED;
    }

    private static boolean firstAttempt(Job job) {
        return job.attempt() == 1;
    }

    @Test
    void requestAndAnswerPassThroughWithFieldsThatNobodyKnows() {
        var body =
                "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hello\",\"future\":1}]}],"
                        + "\"generation_config\":{\"max_output_tokens\":50},"
                        + "\"novelty\":{\"exact\":123456789012345678901234567890.125}}";
        try (var harness =
                WorkerHarness.on(GeminiSimulator.builder().projects(1, 1).echoUnknown(true))) {
            harness.startWorker();
            var job = harness.await(harness.submit(List.of(body)).getFirst());
            assertThat(job).matches(WorkerServiceTest::completed);
            assertThat(harness.upstream().bodies())
                    .extracting(BodyLog.RawCall::body)
                    .containsExactly(body);
            assertThat(job.result())
                    .extracting(answer -> answer.text())
                    .asString()
                    .contains("hello", "usageMetadata", "simulatorUnknown", "novelty");
        }
    }

    @Test
    void aBurstLeavesAtOnceAndTheUpstreamRefusesNone() {
        var simulator =
                GeminiSimulator.builder()
                        .projects(10, 1)
                        .latency(Duration.ofSeconds(1), Duration.ZERO);
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            var jobs = harness.awaitAll(harness.submit(prompts(150)));
            assertThat(jobs)
                    .allMatch(WorkerServiceTest::completed)
                    .allMatch(WorkerServiceTest::firstAttempt);
            assertThat(harness.upstream().outcomes()).isEqualTo(Map.of("ok", 150L));
        }
    }

    @Test
    void deadKeysOfEveryKindAreQuarantinedAndTheirJobsCompleteOnOthers() {
        var deaths = Arrays.stream(KeyState.values()).filter(s -> s != KeyState.ACTIVE).toList();
        var simulator = GeminiSimulator.builder().projects(deaths.size() + 1, 1);
        try (var harness = WorkerHarness.on(simulator)) {
            for (int n = 0; n < deaths.size(); n++) {
                harness.upstream().setKeyState("project-" + (n + 1), deaths.get(n));
            }
            harness.startWorker();
            var jobs = harness.awaitAll(harness.submit(prompts(12)));
            assertThat(jobs).allMatch(WorkerServiceTest::completed);
            assertThat(harness.failures()).isZero();
            assertThat(harness.count("SELECT count(*) FROM gemini_key WHERE state = 'active'"))
                    .isOne();
            assertThat(harness.count("SELECT count(*) FROM gemini_key WHERE reason LIKE '%sim%'"))
                    .isZero();
        }
    }

    @Test
    void aBadRequestFailsThatJobWithGooglesMessageAndTouchesNoKey() {
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(2, 1))) {
            harness.startWorker();
            var bodies = List.of("{\"contents\":\"no list\"}", "{\"contents\":[]}", prompt("good"));
            var jobs = harness.awaitAll(harness.submit(bodies));
            assertThat(jobs.subList(0, 2))
                    .allMatch(job -> job.state() == JobState.FAILED)
                    .extracting(Job::error)
                    .allMatch(error -> error != null && error.code().equals("INVALID_ARGUMENT"))
                    .allMatch(error -> error.message().contains("contents"));
            assertThat(jobs.getLast()).matches(WorkerServiceTest::completed);
            assertThat(harness.count("SELECT count(*) FROM gemini_key WHERE state = 'active'"))
                    .isEqualTo(2);
        }
    }

    @Test
    void anOverloadedModelIsTriedAgainAndEachTryCostsQuota() {
        var simulator =
                GeminiSimulator.builder()
                        .projects(1, 1)
                        .fault(FaultOrder.next(Fault.UNAVAILABLE, 2));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            var job = harness.await(harness.submit(prompts(1)).getFirst());
            assertThat(job).matches(WorkerServiceTest::completed);
            assertThat(job.attempt()).isEqualTo(3);
            assertThat(harness.count("SELECT sum(day_used) FROM quota_bucket")).isEqualTo(3);
        }
    }

    @Test
    void whatFailsTooOftenEndsWithTheUpstreamsError() {
        var simulator =
                GeminiSimulator.builder().projects(1, 1).fault(FaultOrder.rate(Fault.INTERNAL, 1));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            var job = harness.await(harness.submit(prompts(1)).getFirst());
            assertThat(job.state()).isEqualTo(JobState.FAILED);
            assertThat(job.error()).extracting(error -> error.code()).isEqualTo("INTERNAL");
            assertThat(harness.upstream().calls(0, 10)).hasSize(WorkerHarness.MAX_ATTEMPTS);
        }
    }

    @Test
    void aRefusalThatTheLedgerDidNotExpectMovesTheJobAtNoCost() {
        var simulator =
                GeminiSimulator.builder()
                        .projects(2, 1)
                        .limits(WorkerHarness.MODEL, Limits.perMinute(100))
                        .limits("project-1", WorkerHarness.MODEL, Limits.perMinute(1));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            var jobs = harness.awaitAll(harness.submit(prompts(10)));
            assertThat(jobs)
                    .allMatch(WorkerServiceTest::completed)
                    .allMatch(WorkerServiceTest::firstAttempt);
            assertThat(harness.failures()).isZero();
            assertThat(
                            harness.count(
                                    "SELECT count(*) FROM quota_bucket WHERE cooldown_reason = 'minute'"))
                    .isOne();
        }
    }

    @Test
    void jobsBeyondTheQuotaWaitAndNoneFails() {
        var simulator = GeminiSimulator.builder().projects(1, 1).limits(Limits.perMinute(10_000));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker("--ssalmuk.ledger.window=2s");
            long start = System.nanoTime();
            var jobs = harness.awaitAll(harness.submit(prompts(40)));
            assertThat(jobs)
                    .allMatch(WorkerServiceTest::completed)
                    .allMatch(WorkerServiceTest::firstAttempt);
            // Fifteen at once, and after each window fifteen more.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        }
    }
}
