package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.topology.Topology;
import io.ssalmuk.testing.RabbitNode;

/** All that can be broken. */
record Stage(Topology topology, RabbitNode broker, Proxies proxies) {}
