package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.quota.Load.Submitted;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Locale;

/** One client has thousands of jobs waiting; another's few do not wait behind them. */
record Newcomer(String name, Pool pool) implements Scenario {

    private static final int WORKERS = 2;

    /** As many a second as there are permits, so that those come free evenly. */
    private static final int STEADY = 10;

    private static final Duration STEADILY = Duration.ofMinutes(2);

    private static final int BACKLOG = 5_000;

    private static final int FEW = 60;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final Duration WAIT = Duration.ofSeconds(3);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final double NEARLY_ALL = 0.95;

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var many = new Load(topology.newClient());
        var few = new Load(topology.newClient());
        steadily(many);
        many.submit(BACKLOG, n -> "many " + n);
        var begun = Instant.now();
        var jobs = new ArrayList<Submitted>();
        for (int n = 0; n < FEW; n++) {
            jobs.add(few.submit("few " + n));
            sleepUntil(begun.plus(SECOND.multipliedBy(n + 1L)));
        }
        var ends = Ends.await(few, jobs, PATIENCE);
        return judge(new Journal(topology.upstream().callsSince(0)), begun, ends);
    }

    private static void steadily(Load load) throws InterruptedException {
        var begun = Instant.now();
        for (int n = 0; n < STEADILY.toSeconds(); n++) {
            load.submit(STEADY, each -> "steady " + each);
            sleepUntil(begun.plus(SECOND.multipliedBy(n + 1L)));
        }
    }

    private static void sleepUntil(Instant moment) throws InterruptedException {
        Thread.sleep(Duration.between(Instant.now(), moment));
    }

    private Verdict judge(Journal journal, Instant begun, Ends ends) {
        long all = journal.passedBetween(begun, begun.plus(SECOND.multipliedBy(FEW)));
        return new Verdict(
                ends.completed() == FEW
                        && ends.usual().compareTo(WAIT) < 0
                        && all >= NEARLY_ALL * pool.requestsPerMinute()
                        && journal.refused() == 0,
                String.format(
                        Locale.ROOT,
                        "%d of %d jobs beside a backlog of %d completed, 95 %% of them within %d ms; %d of %d calls in their minute, %d refused",
                        ends.completed(),
                        FEW,
                        BACKLOG,
                        ends.usual().toMillis(),
                        all,
                        pool.requestsPerMinute(),
                        journal.refused()));
    }
}
