package io.ssalmuk.benchmark.postgres;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How many permits a second the ledger leases. Everything is enforced, requests, tokens and the
 * day, but the window is short, so that permits do not run out; PostgreSQL commits as in
 * production.
 */
final class LedgerBenchmark {

    private static final Duration WARM_UP = Duration.ofSeconds(5);

    /** A minute's quota of each of many projects; of a single one, see below. */
    private static final int RPM = 6_000;

    private static final int ONE_LARGE = 30_000;

    private LedgerBenchmark() {}

    /**
     * One measurement.
     *
     * @param block permits per statement
     */
    private record Load(String name, int projects, int rpm, int connections, int block) {}

    private static final List<Load> LOADS =
            List.of(
                    new Load("single permits", 10, 60 * RPM, 8, 1),
                    new Load("single permits", 1_000, RPM, 8, 1),
                    new Load("single permits", 10_000, RPM, 8, 1),
                    new Load("single permits", 1_000, RPM, 32, 1),
                    new Load("blocks of 32", 1_000, RPM, 8, 32),
                    new Load("one bucket", 1, ONE_LARGE, 8, 1));

    static void main(String[] args) {
        var seconds = Duration.ofSeconds(args.length == 0 ? 10 : Integer.parseInt(args[0]));
        print("%s", Surroundings.describe());
        print("%s", "                projects  connections   permits/s   p50 ms   p99 ms   busy %");
        for (var load : LOADS) {
            try (var bench = LedgerBench.of(load.projects(), load.rpm(), load.connections())) {
                bench.run(load.block(), WARM_UP);
                var seen = bench.run(load.block(), seconds);
                print(
                        "%-14s %9d %12d %,11.0f %8.2f %8.2f %8.1f",
                        load.name(),
                        load.projects(),
                        load.connections(),
                        seen.perSecond(),
                        seen.percentile(50),
                        seen.percentile(99),
                        seen.busyPercent());
            }
        }
    }

    @SuppressWarnings({"SystemOut", "AnnotateFormatMethod"}) // a program for the terminal
    private static void print(String text, Object... figures) {
        System.out.println(String.format(Locale.ROOT, text, figures));
    }
}
