package io.ssalmuk.worker;

import static io.ssalmuk.worker.WorkerHarness.prompts;
import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.UsageEntry;
import io.ssalmuk.job.UsageLog;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.journal.BodyLog;
import io.ssalmuk.simulator.quota.Limits;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Embedding, counting, and what is logged of every job, against the simulated upstream. */
@Timeout(90)
class OtherCallsTest {

    private static final String EMBEDDER = "gemini-embedding-001";
    private static final Line EMBEDDINGS = new Line("gemini-embedding-1.0", Lane.INTERACTIVE);
    private static final Line COUNTING = new Line("count-tokens", Lane.INTERACTIVE);

    private static JobId embed(WorkerHarness harness, int texts) {
        var requests =
                IntStream.range(0, texts)
                        .mapToObj(n ->
                                "{\"model\":\"models/%s\",\"content\":{\"parts\":[{\"text\":\"t%d\"}]}}"
                                        .formatted(EMBEDDER, n))
                        .collect(Collectors.joining(",", "{\"requests\":[", "],\"future\":1.10}"));
        return harness.submit(
                JobMethod.BATCH_EMBED_CONTENTS, EMBEDDER, EMBEDDINGS, texts, requests);
    }

    private static JobId count(WorkerHarness harness, String body) {
        return harness.submit(JobMethod.COUNT_TOKENS, WorkerHarness.MODEL, COUNTING, 1, body);
    }

    private static String answer(Job job) {
        assertThat(job.state()).as("%s", job.error()).isEqualTo(JobState.COMPLETED);
        return Objects.requireNonNull(job.result()).text();
    }

    @Test
    void aBatchOfTextsCostsOneRequestForEach() {
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(1, 1))) {
            harness.startWorker();

            var answer = answer(harness.await(embed(harness, 40)));

            assertThat(answer.split("\"values\"", -1)).hasSize(41);
            assertThat(harness.upstream().bodies())
                    .extracting(BodyLog.RawCall::body)
                    .singleElement()
                    .asString()
                    .endsWith("\"future\":1.10}");
            var ledger = harness.upstream().ledger("project-1", EMBEDDER).orElseThrow();
            assertThat(ledger.spent().requests()).isEqualTo(40);
            assertThat(ledger.accepted()).isOne();
            assertThat(harness.count("SELECT sum(day_used) FROM quota_bucket")).isEqualTo(40);
        }
    }

    @Test
    void batchesThatDoNotFitIntoOneMinuteWaitForTheNext() {
        var simulator = GeminiSimulator.builder().projects(1, 1).limits(Limits.perMinute(10_000));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker("--ssalmuk.ledger.window=2s");
            long start = System.nanoTime();
            var jobs = IntStream.range(0, 3).mapToObj(_ -> embed(harness, 60)).toList();

            assertThat(harness.awaitAll(jobs))
                    .allMatch(job -> job.state() == JobState.COMPLETED)
                    .allMatch(job -> job.attempt() == 1);
            // Of a hundred texts a window, sixty leave at once, and sixty after each window.
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(15));
        }
    }

    @Test
    void countingTokensCostsGenerationNothing() {
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(1, 1))) {
            harness.startWorker();
            var body = "{\"contents\":[{\"parts\":[{\"text\":\"twelve chars\"}]}]}";
            var counts = IntStream.range(0, 30).mapToObj(_ -> count(harness, body)).toList();

            assertThat(harness.awaitAll(counts))
                    .allSatisfy(job -> assertThat(answer(job)).contains("\"totalTokens\":3"));

            assertThat(
                            harness.count(
                                    "SELECT coalesce(sum(day_used), 0) FROM quota_bucket WHERE bucket"
                                            + " <> 'count-tokens'"))
                    .isZero();
            // All fifteen of the minute are still there.
            var jobs = harness.awaitAll(harness.submit(prompts(15)));
            assertThat(jobs).allMatch(job -> job.state() == JobState.COMPLETED);
            assertThat(harness.upstream().outcomes().keySet())
                    .noneMatch(o -> o.contains("refused"));
        }
    }

    @Test
    void aWrongRequestFailsWithGooglesSentence() {
        try (var harness = WorkerHarness.on(GeminiSimulator.builder().projects(1, 1))) {
            harness.startWorker();

            var job = harness.await(count(harness, "{\"contents\":[]}"));

            assertThat(job.error())
                    .matches(error -> error != null && error.message().contains("contents"));
        }
    }

    @Test
    void whatEveryJobUsedIsLogged() {
        var simulator =
                GeminiSimulator.builder()
                        .projects(1, 1)
                        .latency(Duration.ofMillis(200), Duration.ZERO);
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker();
            var generated = harness.submit(prompts(1)).getFirst();
            harness.await(generated);
            var refused = count(harness, "{\"contents\":[]}");
            harness.await(refused);

            var log = harness.bean(UsageLog.class).page(UsageLog.Filter.ALL, null, 10);

            assertThat(log).extracting(UsageEntry::job).containsExactly(refused, generated);
            var good = log.getLast();
            assertThat(good.project()).isNotBlank();
            assertThat(good.tokens().prompt()).isPositive();
            assertThat(good.tokens().total()).isGreaterThan(good.tokens().prompt());
            assertThat(good.times().upstream())
                    .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
            assertThat(good.times().total()).isGreaterThan(good.times().waited());
            assertThat(good.sizes().answer()).isPositive();
            assertThat(log.getFirst().error()).isEqualTo("INVALID_ARGUMENT");
            assertThat(log.getFirst().project()).isEqualTo(good.project());
        }
    }
}
