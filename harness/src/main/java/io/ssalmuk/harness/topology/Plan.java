package io.ssalmuk.harness.topology;

import io.ssalmuk.harness.process.Compilation;
import java.util.List;
import java.util.Map;

/**
 * What to start.
 *
 * @param name of its folder
 * @param limits as {@code SSALMUK_LIMITS} has them
 * @param upstream arguments of the simulator
 * @param settings more environment for API and workers
 * @param compilation of all of them
 */
public record Plan(
        String name,
        int apis,
        int workers,
        String limits,
        List<String> upstream,
        Map<String, String> settings,
        Compilation compilation) {

    /** Of processes that start quickly. */
    public Plan(
            String name,
            int apis,
            int workers,
            String limits,
            List<String> upstream,
            Map<String, String> settings) {
        this(name, apis, workers, limits, upstream, settings, Compilation.QUICK);
    }

    /** The same with this environment for API and workers. */
    public Plan with(Map<String, String> environment) {
        return new Plan(name, apis, workers, limits, upstream, environment, compilation);
    }

    /** The same with so many APIs. */
    public Plan withApis(int count) {
        return new Plan(name, count, workers, limits, upstream, settings, compilation);
    }

    /** The same with processes that take their time, and then are as fast as users' are. */
    public Plan compiledThoroughly() {
        return new Plan(name, apis, workers, limits, upstream, settings, Compilation.THOROUGH);
    }
}
