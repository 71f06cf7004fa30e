package io.ssalmuk.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.journal.CallEntry;
import io.ssalmuk.simulator.quota.BucketReport;
import io.ssalmuk.simulator.quota.Limits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two API and three worker processes, as compose starts them. */
class ClusterTest {

    private static final int PER_MINUTE = 100;
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final GeminiSimulator SIMULATOR =
            GeminiSimulator.builder()
                    .projects(10, 1)
                    .limits(Limits.perMinute(PER_MINUTE))
                    .latency(Duration.ofMillis(500), Duration.ZERO)
                    .start();

    private static final Cluster CLUSTER = new Cluster(SIMULATOR, PER_MINUTE);

    @BeforeAll
    static void start() {
        CLUSTER.startApis(2);
        CLUSTER.startWorker();
        CLUSTER.startWorker();
        CLUSTER.startWorker();
        CLUSTER.awaitApis();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    void fiveHundredJobsEndOnceAndUseEveryProject() throws Exception {
        SIMULATOR.controls().reset();
        var jobs = submit("spread", 500);
        var ended = await(jobs);
        assertThat(ended).allSatisfy(ClusterTest::isCompleted);
        assertThat(callsPerMarker("spread"))
                .hasSize(500)
                .allSatisfy((_, n) -> assertThat(n).isOne());
        assertThat(SIMULATOR.controls().ledger())
                .filteredOn(bucket -> bucket.accepted() > 0)
                .hasSize(10)
                .extracting(BucketReport::refused)
                .containsOnly(0L);
        assertThat(CLUSTER.broker().manage("/api/queues"))
                .contains("ssalmuk.jobs." + Cluster.MODEL + ".bulk");
    }

    @Test
    void anyApiProcessAnswersForAJobAsSoonAsItHasEnded() throws Exception {
        var clients = CLUSTER.clients();
        var job = clients.getFirst().submit("either");
        var ended = clients.getLast().status(job, 30);
        isCompleted(ended);
        assertThat(ended.path("text").asString()).isEqualTo("either");
    }

    @Test
    void aWorkerKilledInTheMiddleOfAHundredCallsLosesNoJob() throws Exception {
        SIMULATOR.controls().reset();
        SIMULATOR.controls().setLatency(Duration.ofSeconds(5), Duration.ZERO);
        var victim = CLUSTER.startWorker();
        CLUSTER.awaitWorkers(4);
        var jobs = submit("killed", 100);
        Awaitility.await().atMost(SOON).until(() -> callsArrived() >= 90);
        victim.kill();
        var ended = await(jobs);
        SIMULATOR.controls().setLatency(Duration.ofMillis(500), Duration.ZERO);
        assertThat(ended).allSatisfy(ClusterTest::isCompleted);
        assertThat(ended).extracting(job -> job.path("attempts").asInt()).contains(2);
        assertThat(callsPerMarker("killed")).hasSize(100);
    }

    /** Jobs, and a client that may ask for them. */
    private record Batch(ApiClient client, List<String> jobs) {}

    private static Batch submit(String prefix, int count) throws IOException, InterruptedException {
        var clients = CLUSTER.clients();
        var jobs = new ArrayList<String>();
        for (int n = 0; n < count; n++) {
            jobs.add(clients.get(n % clients.size()).submit(prefix + " " + n));
        }
        return new Batch(clients.getLast(), jobs);
    }

    private static List<JsonNode> await(Batch batch) throws IOException, InterruptedException {
        var ended = new ArrayList<JsonNode>();
        for (var job : batch.jobs()) {
            ended.add(batch.client().status(job, 60));
        }
        return ended;
    }

    private static void isCompleted(JsonNode job) {
        assertThat(job.path("status").asString()).as(job.toString()).isEqualTo("completed");
    }

    /** Calls that have taken quota, answered or not. */
    private static long callsArrived() {
        return SIMULATOR.controls().ledger().stream().mapToLong(BucketReport::accepted).sum();
    }

    /** How often each prompt with this beginning was answered by the upstream. */
    private static Map<String, Long> callsPerMarker(String prefix) {
        return SIMULATOR.controls().calls(0, Integer.MAX_VALUE).stream()
                .filter(call -> call.status() == 200 || call.outcome().equals("ok"))
                .map(CallEntry::marker)
                .filter(marker -> marker.startsWith(prefix + " "))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
