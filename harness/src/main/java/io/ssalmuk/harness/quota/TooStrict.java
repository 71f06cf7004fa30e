package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** The catalogue says less than the upstream allows: the operator's word is heard at once. */
record TooStrict(String name, int projects) implements Scenario {

    private static final int WORKERS = 3;

    private static final int CATALOGUE = 15;

    private static final int TRUE = 30;

    private static final int JOBS = 600;

    /** By then all that the catalogue allows has left, and every worker rests. */
    private static final Duration RESTING = Duration.ofSeconds(20);

    private static final Duration AT_ONCE = Duration.ofSeconds(3);

    private static final Duration ASKING = Duration.ofSeconds(30);

    private static final double NEARLY_ALL = 0.95;

    @Override
    public Plan plan(Window window) {
        var upstream = Pool.even(projects, TRUE).upstream(window, TRUE + "/-/-");
        return new Plan(name, 1, WORKERS, "", upstream, Map.of());
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var load = new Load(topology.newClient());
        var jobs = load.submit(JOBS, n -> "strict " + n);
        Thread.sleep(RESTING);
        var said = Instant.now();
        var word = Map.of("model", Topology.MODEL, "rpm", TRUE);
        var _ = topology.admin().send("PUT", "/admin/limits", word, ASKING).good();
        Thread.sleep(AT_ONCE.multipliedBy(2));
        var ends = new Ends(load.look(jobs));
        return judge(new Journal(topology.upstream().callsSince(0)), said, ends);
    }

    private Verdict judge(Journal journal, Instant said, Ends ends) {
        long before = journal.passedBetween(Instant.EPOCH, said);
        long after = journal.passedBetween(said, said.plus(AT_ONCE));
        long more = (long) projects * (TRUE - CATALOGUE);
        return new Verdict(
                after >= NEARLY_ALL * more && journal.refused() == 0 && ends.failed() == 0,
                String.format(
                        Locale.ROOT,
                        "%d calls before the word, %d of %d within %d s of it, %d refused, %d jobs failed",
                        before,
                        after,
                        more,
                        AT_ONCE.toSeconds(),
                        journal.refused(),
                        ends.failed()));
    }
}
