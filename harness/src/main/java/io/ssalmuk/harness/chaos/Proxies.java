package io.ssalmuk.harness.chaos;

import io.ssalmuk.harness.chaos.Fault.Backend;
import io.ssalmuk.harness.proxy.Passages;
import io.ssalmuk.harness.proxy.Proxy;
import io.ssalmuk.harness.topology.Topology;
import io.ssalmuk.harness.topology.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** Between the services and everything that they connect to. */
final class Proxies implements AutoCloseable {

    private final List<Proxy> upstreams = new ArrayList<>();
    private final List<Passages> passages = new ArrayList<>();
    private final AtomicReference<Backends> backends = new AtomicReference<>();

    private record Backends(Proxy postgres, Proxy broker) {}

    /** As {@link Wiring.Plug}. */
    Wiring connect(Topology topology, int workers) {
        backends.set(
                new Backends(
                        Proxy.to(topology.postgres()::port), Proxy.to(topology.broker()::port)));
        for (int n = 0; n < workers; n++) {
            var calls = new Passages(Numbered.PROMPT);
            passages.add(calls);
            upstreams.add(Proxy.to(topology.upstream()::port, calls));
        }
        return new Wiring(
                of(Backend.POSTGRES).port(),
                of(Backend.BROKER).port(),
                worker -> upstreams.get(worker).port());
    }

    Proxy of(Backend backend) {
        return switch (backend) {
            case POSTGRES -> backends.get().postgres();
            case BROKER -> backends.get().broker();
        };
    }

    Proxy upstreamOf(int worker) {
        return upstreams.get(worker);
    }

    /** By the worker's number. */
    List<Passages> passages() {
        return passages;
    }

    @Override
    public void close() {
        upstreams.forEach(Proxy::close);
        if (backends.get() != null) {
            of(Backend.POSTGRES).close();
            of(Backend.BROKER).close();
        }
    }
}
