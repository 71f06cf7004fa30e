package io.ssalmuk.harness.quota;

import io.ssalmuk.harness.topology.Topology;
import io.ssalmuk.harness.topology.Wiring;
import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs scenarios, several at a time, and prints a line for each.
 *
 * @param logs where the processes' output is kept
 */
public record QuotaRuns(
        List<String> only, List<String> windows, int parallel, long seed, Optional<Path> logs) {

    /** Nine JVMs that start at the same instant hold each other up. */
    private static final Duration APART = Duration.ofSeconds(20);

    private record Case(Scenario scenario, Window window) {

        String title() {
            return "%-16s %-8s".formatted(scenario.name(), window.text());
        }
    }

    /** Returns how many scenarios were not good enough. */
    public int run() throws InterruptedException {
        var failed = new AtomicInteger();
        var places = new Semaphore(parallel);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var one : cases()) {
                places.acquire();
                var _ =
                        threads.submit(() -> {
                            try {
                                if (!run(one)) {
                                    failed.incrementAndGet();
                                }
                            } finally {
                                places.release();
                            }
                        });
                Thread.sleep(APART);
            }
            threads.shutdown();
            var _ = threads.awaitTermination(1, TimeUnit.DAYS);
        }
        return failed.get();
    }

    private List<Case> cases() {
        var cases = new ArrayList<Case>();
        for (var window : Window.values()) {
            if (windows.isEmpty() || windows.contains(window.text())) {
                for (var scenario : Scenarios.all(seed)) {
                    if (only.isEmpty() || only.stream().anyMatch(scenario.name()::startsWith)) {
                        cases.add(new Case(scenario, window));
                    }
                }
            }
        }
        return cases;
    }

    @SuppressWarnings("CatchingUnchecked") // whatever it is, the other scenarios go on
    private boolean run(Case one) {
        try {
            var verdict = measure(one);
            System.out.println(
                    one.title() + (verdict.good() ? "good  " : "BAD   ") + verdict.figures());
            return verdict.good();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | RuntimeException e) {
            System.out.println(one.title() + "BAD   " + e);
            return false;
        }
    }

    private Verdict measure(Case one) throws IOException, InterruptedException {
        var plan = one.scenario().plan(one.window());
        try (var topology = Topology.start(plan, TestRabbit.newVhost(), Wiring::direct)) {
            try {
                return one.scenario().run(topology);
            } finally {
                logs.ifPresent(folder ->
                        topology.keepLogs(folder.resolve(plan.name() + "-" + one.window().text())));
            }
        }
    }
}
