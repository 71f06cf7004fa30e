package io.ssalmuk.harness;

import io.ssalmuk.harness.chaos.ChaosRun;
import io.ssalmuk.harness.chaos.ChaosRun.Load;
import io.ssalmuk.harness.quota.QuotaRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The harness as a program. */
final class HarnessMain {

    private static final String USAGE =
            """
            usage: ./ssalmuk quota-run [--only 1a,2] [--window sliding,fixed] [--parallel N] [--seed N] [--logs FOLDER]
                   ./ssalmuk chaos [--seed N] [--load full|small] [--logs FOLDER]
            """;

    private HarnessMain() {}

    static void main(String[] arguments) throws IOException, InterruptedException {
        // A name that the services, which are on the same class path in tests, do not look for.
        System.setProperty("logback.configurationFile", "harness-logback.xml");
        try {
            var words = Words.of(List.of(arguments));
            System.exit(run(words));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(USAGE);
            System.exit(2);
        }
    }

    private static int run(Words words) throws IOException, InterruptedException {
        return switch (words.command()) {
            case "quota-run" -> quotaRuns(words).run() == 0 ? 0 : 1;
            case "chaos" -> chaos(words).run().good() ? 0 : 1;
            default -> throw new IllegalArgumentException("no such command: " + words.command());
        };
    }

    private static ChaosRun chaos(Words words) {
        return new ChaosRun(
                words.number("seed").orElseGet(System::currentTimeMillis),
                words.text("load").orElse("full").equals("small") ? Load.small() : Load.full(),
                words.text("logs").map(Path::of));
    }

    private static QuotaRuns quotaRuns(Words words) {
        return new QuotaRuns(
                words.list("only"),
                words.list("window"),
                words.count("parallel", 1),
                words.number("seed").orElseGet(System::nanoTime),
                words.text("logs").map(Path::of));
    }
}
