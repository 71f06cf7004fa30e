package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * More jobs than five minutes have quota for: how much of it is used, and is any call too many?
 *
 * @param least the share of the quota that must be used
 */
record Backlog(String name, Pool pool, int promptLength, Disturbance disturbance, double least)
        implements Scenario {

    private static final Duration SPAN = Duration.ofMinutes(5);

    private static final int MINUTES = 5;

    private static final int WORKERS = 3;

    /** Ten minutes' worth, so that the last counted call still has a queue behind it. */
    private static final int JOBS = 1_500;

    private static final int CHARACTERS_PER_TOKEN = 4;

    /** No first call by then means that nothing works. */
    private static final Duration FIRST_CALL = Duration.ofMinutes(2);

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        pool.tell(topology);
        var load = new Load(topology.newClient());
        var submitted = load.submit(JOBS, this::prompt);
        var disturbing = Thread.ofVirtual().start(() -> disturb(topology));
        try {
            awaitEndOfSpan(topology);
        } finally {
            disturbing.interrupt();
            disturbing.join();
        }
        var verdict = judge(new Journal(topology.upstream().callsSince(0)));
        return new Verdict(
                verdict.good(), verdict.figures() + Etas.of(submitted, load.look(submitted)));
    }

    /** All of one length, whatever their number. */
    private String prompt(int number) {
        var head = "Backlog job %05d ".formatted(number);
        return head + "x".repeat(Math.max(0, promptLength - head.length()));
    }

    private void disturb(Topology topology) {
        try {
            disturbance.disturb(topology);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // The span is over.
        }
    }

    private static void awaitEndOfSpan(Topology topology) throws InterruptedException {
        var deadline = Instant.now().plus(FIRST_CALL);
        var first = new Journal(topology.upstream().callsSince(0)).first();
        while (first.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException("no call was made in " + FIRST_CALL);
            }
            Thread.sleep(Duration.ofSeconds(1));
            first = new Journal(topology.upstream().callsSince(0)).first();
        }
        Thread.sleep(Duration.between(Instant.now(), first.get().plus(SPAN)).plusSeconds(1));
    }

    private Verdict judge(Journal journal) {
        long calls = journal.passedWithin(SPAN);
        long limit = limit();
        double share = (double) calls / limit;
        return new Verdict(
                journal.refused() == 0 && share >= least,
                String.format(
                        Locale.ROOT,
                        "%d of %d calls in 5 minutes (%.1f %%, at least %.0f %%), %d refused; slowest call took the simulator %d ms%s",
                        calls,
                        limit,
                        100 * share,
                        100 * least,
                        journal.refused(),
                        journal.slowestMillis(),
                        journal.refusals()));
    }

    private long limit() {
        long byTokens =
                pool.tokensPerMinute() == 0
                        ? Long.MAX_VALUE
                        : (long) pool.projects()
                                * pool.tokensPerMinute()
                                * CHARACTERS_PER_TOKEN
                                / promptLength;
        return MINUTES * Math.min(pool.requestsPerMinute(), byTokens);
    }
}
