package io.ssalmuk.simulator;

import io.ssalmuk.simulator.control.Controls;
import io.ssalmuk.simulator.project.Tier;
import java.util.List;
import java.util.stream.IntStream;

/** Projects that nobody bothered to name, with keys that can be told to be simulated. */
final class NumberedProjects {
    private NumberedProjects() {}

    static void add(Controls controls, int count, int keysPerProject, Tier tier) {
        for (int project = 1; project <= count; project++) {
            String id = "project-" + project;
            List<String> keys =
                    IntStream.rangeClosed(1, keysPerProject)
                            .mapToObj(key -> "simulated-" + id + "-key-" + key)
                            .toList();
            controls.addKeys(id, tier, keys);
        }
    }
}
