package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;

/** One run against a fresh topology. */
interface Scenario {

    String name();

    /** What to start for it. */
    Plan plan(Window window);

    Verdict run(Topology topology) throws IOException, InterruptedException;
}
