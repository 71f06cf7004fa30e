package io.ssalmuk.harness.topology;

import java.util.function.IntFunction;

/**
 * On which ports of the loopback address the services find what they need.
 *
 * @param upstream by the worker's number
 */
public record Wiring(int postgres, int broker, IntFunction<Integer> upstream) {

    /** Decides that when those who are at the other end run. */
    @FunctionalInterface
    public interface Plug {
        Wiring connect(Topology topology);
    }

    /** Without anything in between. */
    public static Wiring direct(Topology topology) {
        return new Wiring(
                topology.postgres().port(),
                topology.broker().port(),
                _ -> topology.upstream().port());
    }
}
