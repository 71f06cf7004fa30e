package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import io.ssalmuk.harness.upstream.UpstreamCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The catalogue says more than the upstream allows: each project's first 429 puts that right. */
record TooGenerous(String name, int projects) implements Scenario {

    private static final int WORKERS = 3;

    /** Where the catalogue says 15. */
    private static final int PER_MINUTE = 10;

    private static final int MINUTES = 3;

    /** Calls that had left before the first refusal was read. */
    private static final Duration READ_WITHIN = Duration.ofSeconds(2);

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    @Override
    public Plan plan(Window window) {
        var upstream = Pool.even(projects, PER_MINUTE).upstream(window, PER_MINUTE + "/-/-");
        return new Plan(name, 1, WORKERS, "", upstream, Map.of());
    }

    private int jobs() {
        return MINUTES * projects * PER_MINUTE;
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var load = new Load(topology.newClient());
        var ends = Ends.await(load, load.submit(jobs(), n -> "generous " + n), PATIENCE);
        return judge(new Journal(topology.upstream().callsSince(0)), ends);
    }

    private Verdict judge(Journal journal, Ends ends) {
        long late = late(journal);
        return new Verdict(
                late == 0 && ends.completed() == jobs(),
                String.format(
                        Locale.ROOT,
                        "%d calls refused, %d of them more than %d s after their project's first, %d of %d jobs completed, %d failed",
                        journal.refused(),
                        late,
                        READ_WITHIN.toSeconds(),
                        ends.completed(),
                        jobs(),
                        ends.failed()));
    }

    private static long late(Journal journal) {
        var refusals =
                journal.calls().stream()
                        .filter(UpstreamCall::refused)
                        .collect(
                                Collectors.groupingBy(
                                        UpstreamCall::project,
                                        Collectors.mapping(UpstreamCall::at, Collectors.toList())));
        return refusals.values().stream()
                .mapToLong(instants -> {
                    var first = instants.stream().min(Instant::compareTo).orElseThrow();
                    return instants.stream()
                            .filter(at -> at.isAfter(first.plus(READ_WITHIN)))
                            .count();
                })
                .sum();
    }
}
