package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.client.HttpJson;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * How long one client at leisure waited for its answers.
 *
 * @param submits from a job's submission to its id
 * @param looks from asking for its status to the answer
 */
record Latencies(List<Duration> submits, List<Duration> looks) {

    /** Slow enough that no request waits for the one before. */
    private static final Duration APART = Duration.ofMillis(50);

    private static final Duration ASK = Duration.ofSeconds(30);

    private static final double HALF = 0.5;

    private static final double MOST = 0.95;

    private static final double NANOS = Duration.ofMillis(1).toNanos();

    /** One after the other, each looked at once. */
    static Latencies measure(HttpJson client, int jobs) throws IOException, InterruptedException {
        var load = new Load(client);
        var submits = new ArrayList<Duration>();
        var looks = new ArrayList<Duration>();
        for (int n = 0; n < jobs; n++) {
            long begun = System.nanoTime();
            var job = load.submit("measured " + n);
            long accepted = System.nanoTime();
            var _ = client.get("/api/status/" + job.id(), ASK).good();
            submits.add(Duration.ofNanos(accepted - begun));
            looks.add(Duration.ofNanos(System.nanoTime() - accepted));
            Thread.sleep(APART);
        }
        return new Latencies(submits, looks);
    }

    /** Whether the half and the 95th hundredth of both are within so many times another's. */
    boolean within(double times, Latencies other) {
        return within(times, submits, other.submits) && within(times, looks, other.looks);
    }

    private static boolean within(double times, List<Duration> mine, List<Duration> others) {
        return millis(mine, HALF) <= times * millis(others, HALF)
                && millis(mine, MOST) <= times * millis(others, MOST);
    }

    private static double millis(List<Duration> all, double part) {
        var sorted = new ArrayList<>(all);
        Collections.sort(sorted);
        return sorted.get((int) Math.floor(part * (sorted.size() - 1))).toNanos() / NANOS;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "submit %.1f/%.1f, status %.1f/%.1f ms (half/95 %%)",
                millis(submits, HALF),
                millis(submits, MOST),
                millis(looks, HALF),
                millis(looks, MOST));
    }
}
