package io.ssalmuk.harness.topology;

import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name of its folder
 * @param limits as {@code SSALMUK_LIMITS} has them
 * @param upstream arguments of the simulator
 * @param settings more environment for API and workers
 */
public record Plan(
        String name,
        int apis,
        int workers,
        String limits,
        List<String> upstream,
        Map<String, String> settings) {

    /** The same with this environment for API and workers. */
    public Plan with(Map<String, String> environment) {
        return new Plan(name, apis, workers, limits, upstream, environment);
    }

    /** The same with so many APIs. */
    public Plan withApis(int count) {
        return new Plan(name, count, workers, limits, upstream, settings);
    }
}
