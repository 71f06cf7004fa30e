package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The projects of a run and their limits.
 *
 * @param perMinute requests of each project, in order
 * @param tokensPerMinute of each project; 0 for no limit
 */
record Pool(List<Integer> perMinute, int keysPerProject, int tokensPerMinute) {

    private static final String JITTER_MILLIS = "300";

    /** Long enough to be found in flight, short enough to leave the window alone. */
    private static final String LATENCY = "400,200";

    private static final Duration ASKING = Duration.ofSeconds(30);

    static Pool even(int projects, int perMinute) {
        return new Pool(IntStream.range(0, projects).map(_ -> perMinute).boxed().toList(), 1, 0);
    }

    Pool withKeys(int each) {
        return new Pool(perMinute, each, tokensPerMinute);
    }

    Pool withTokens(int each) {
        return new Pool(perMinute, keysPerProject, each);
    }

    int projects() {
        return perMinute.size();
    }

    int requestsPerMinute() {
        return perMinute.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * API and workers that know the limits of the first project, and an upstream that holds all to
     * it.
     */
    Plan plan(String name, Window window, int workers) {
        var limits =
                perMinute.getFirst() + "/" + (tokensPerMinute == 0 ? "-" : tokensPerMinute) + "/-";
        return new Plan(
                name,
                1,
                workers,
                Topology.MODEL + "=" + limits,
                upstream(window, limits),
                Map.of());
    }

    List<String> upstream(Window window, String limits) {
        var arguments = new ArrayList<String>();
        arguments.addAll(List.of("--projects", String.valueOf(projects())));
        arguments.addAll(List.of("--keys-per-project", String.valueOf(keysPerProject)));
        arguments.addAll(List.of("--limits", Topology.MODEL + "=" + limits));
        arguments.addAll(List.of("--window", window.text()));
        arguments.addAll(List.of("--arrival-jitter-ms", JITTER_MILLIS));
        arguments.addAll(List.of("--latency", LATENCY));
        return arguments;
    }

    /** Tells both sides of those projects whose limits are not the first one's. */
    void tell(Topology topology) throws IOException, InterruptedException {
        for (int n = 1; n < projects(); n++) {
            if (!perMinute.get(n).equals(perMinute.getFirst())) {
                tell(topology, "project-" + (n + 1), perMinute.get(n));
            }
        }
    }

    private static void tell(Topology topology, String project, int requests)
            throws IOException, InterruptedException {
        Map<String, ?> word = Map.of("project", project, "model", Topology.MODEL, "rpm", requests);
        topology.upstream().order("limits", word);
        var _ = topology.admin().send("PUT", "/admin/limits", word, ASKING).good();
    }
}
