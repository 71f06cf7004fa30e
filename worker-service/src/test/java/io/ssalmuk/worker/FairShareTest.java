package io.ssalmuk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.quota.Limits;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that want more than there is, from the queue to the permit. */
@Timeout(120)
class FairShareTest {

    /** What four projects of 15 may do in a window of a second. */
    private static final int BURST = 60;

    /** What left before both waited is not shared. */
    private static final int SHARED_FROM = BURST + 4;

    /** So many that it hardly matters where in a burst they begin and end. */
    private static final int SHARED = 4 * BURST;

    @Test
    void clientsThatWaitShareByTheirWeightsAndANewcomerIsAmongTheNextThatLeave() {
        var simulator = GeminiSimulator.builder().projects(4, 1).limits(Limits.perMinute(10_000));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker("--ssalmuk.ledger.window=1s");
            var light = harness.client(1);
            var heavy = harness.client(3);
            harness.submit(light, 300);
            harness.submit(heavy, 300);
            awaitDone(harness, SHARED_FROM + SHARED);

            double lights = share(harness, light);
            assertThat((SHARED - lights) / lights).isBetween(2.7, 3.3);

            long before = done(harness);
            var newcomer = harness.client(1);
            harness.await(harness.submit(newcomer, 1).getFirst());
            assertThat(done(harness) - before).isLessThanOrEqualTo(2 * BURST);
        }
    }

    private static void awaitDone(WorkerHarness harness, int jobs) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> done(harness) >= jobs);
    }

    private static long done(WorkerHarness harness) {
        return harness.count("SELECT count(*) FROM usage_log");
    }

    private static long share(WorkerHarness harness, ClientId client) {
        return harness.count(
                """
                SELECT count(*)
                FROM (SELECT client_id FROM usage_log ORDER BY ended_at OFFSET %d LIMIT %d) AS shared
                WHERE client_id = '%s'
                """
                        .formatted(SHARED_FROM, SHARED, client));
    }
}
