package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.postgres.DutyTable;
import io.ssalmuk.harness.process.ServiceProcess;
import io.ssalmuk.harness.topology.Plan;
import io.ssalmuk.harness.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A million jobs wait: clients do not feel it, nobody's memory grows, and a duty changes hands. */
record Million(String name, Pool pool) implements Scenario {

    private static final int WORKERS = 2;

    private static final int JOBS = 1_000_000;

    private static final int AT_ONCE = 10_000;

    /** Before that, what is measured is the compiler. */
    private static final int WARM_UP = 3_000;

    /** A minute of them. */
    private static final int MEASURED = 1_000;

    private static final int MINUTES = 5;

    private static final double SLOWER = 1.5;

    /** A heap that breathes; what leaks goes on. */
    private static final double FLAT = 1.1;

    private static final Duration TAKEOVER = Duration.ofSeconds(10);

    private static final Duration MOST = Duration.ofSeconds(60);

    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private record Minute(Latencies latencies, Footprint memory) {}

    @Override
    public Plan plan(Window window) {
        return pool.plan(name, window, WORKERS);
    }

    @Override
    public Verdict run(Topology topology) throws IOException, InterruptedException {
        var client = topology.newClient();
        var load = new Load(client);
        load.submit(WARM_UP, n -> "warm " + n);
        var _ = Latencies.measure(client, MEASURED);
        var before = new Minute(Latencies.measure(client, MEASURED), Footprint.of(topology));
        for (int n = 0; n < JOBS; n += AT_ONCE) {
            load.submit(AT_ONCE, each -> "deep " + each);
        }
        var minutes = new ArrayList<Minute>();
        for (int n = 0; n < MINUTES; n++) {
            minutes.add(new Minute(Latencies.measure(client, MEASURED), Footprint.of(topology)));
        }
        return judge(before, minutes, takeover(topology));
    }

    /** From the death of the worker on duty to the moment when another has it. */
    private static Duration takeover(Topology topology) throws InterruptedException {
        var duty = new DutyTable(topology.postgres());
        var pid = duty.holder();
        var holder = worker(topology, pid);
        holder.kill();
        long killed = System.nanoTime();
        while (elapsed(killed).compareTo(MOST) < 0) {
            var now = duty.holder();
            if (now.isPresent() && !now.equals(pid)) {
                break;
            }
            Thread.sleep(LOOK_EVERY);
        }
        return elapsed(killed);
    }

    private static ServiceProcess worker(Topology topology, OptionalLong pid) {
        return topology.workers().stream()
                .filter(worker -> worker.pid().equals(pid))
                .findFirst()
                .orElseThrow();
    }

    private static Duration elapsed(long since) {
        return Duration.ofNanos(System.nanoTime() - since);
    }

    private static Verdict judge(Minute before, List<Minute> minutes, Duration takeover) {
        var first = minutes.getFirst();
        var last = minutes.getLast();
        var all =
                new Latencies(
                        minutes.stream().flatMap(m -> m.latencies().submits().stream()).toList(),
                        minutes.stream().flatMap(m -> m.latencies().looks().stream()).toList());
        return new Verdict(
                all.within(SLOWER, before.latencies())
                        && last.memory().within(FLAT, first.memory())
                        && takeover.compareTo(TAKEOVER) < 0,
                String.format(
                        Locale.ROOT,
                        "before: %s, %s; with %d jobs: %s, %s, %d minutes later %s; duty taken over in %d ms",
                        before.latencies(),
                        before.memory(),
                        JOBS,
                        all,
                        first.memory(),
                        MINUTES - 1,
                        last.memory(),
                        takeover.toMillis()));
    }
}
