package io.ssalmuk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.simulator.journal.CallEntry;
import io.ssalmuk.simulator.quota.Limits;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that want more than there is, from the queue to the permit. */
@Timeout(120)
class FairShareTest {

    /** What four projects of 15 may do in a window of a second. */
    private static final int BURST = 60;

    /**
     * Twice the two seconds of tickets that the first client may have alone, and what is under way.
     */
    private static final int SETTLING = 5 * BURST;

    /** So many that it hardly matters where in a burst they begin and end. */
    private static final int SHARED = 400;

    /** Both have jobs left when the shared calls have been made. */
    private static final int BACKLOG = 800;

    @Test
    void clientsThatWaitShareByTheirWeightsAndANewcomerIsAmongTheNextThatLeave() {
        var simulator = GeminiSimulator.builder().projects(4, 1).limits(Limits.perMinute(10_000));
        try (var harness = WorkerHarness.on(simulator)) {
            harness.startWorker("--ssalmuk.ledger.window=1s");
            var light = harness.client(1);
            var heavy = harness.client(3);
            harness.submit(light, BACKLOG);
            harness.submit(heavy, BACKLOG);
            int both = calls(harness).size() + SETTLING;
            awaitCalls(harness, both + SHARED);

            double lights = of(light, calls(harness).subList(both, both + SHARED));
            assertThat((SHARED - lights) / lights).isBetween(2.7, 3.3);

            int before = calls(harness).size();
            var newcomer = harness.client(1);
            harness.await(harness.submit(newcomer, 1).getFirst());
            assertThat(calls(harness).size() - before).isLessThanOrEqualTo(2 * BURST);
        }
    }

    private static void awaitCalls(WorkerHarness harness, int number) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> calls(harness).size() >= number);
    }

    /** In the order in which they came to the upstream. */
    private static List<CallEntry> calls(WorkerHarness harness) {
        return harness.upstream().calls(0, Integer.MAX_VALUE);
    }

    private static long of(ClientId client, List<CallEntry> calls) {
        return calls.stream().filter(call -> call.marker().startsWith(client.toString())).count();
    }
}
