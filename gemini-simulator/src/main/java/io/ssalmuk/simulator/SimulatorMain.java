package io.ssalmuk.simulator;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The simulator as a program. */
final class SimulatorMain {
    /** Held here, for java.util.logging forgets the level of a logger that nobody holds. */
    private static final Logger JETTY = Logger.getLogger("org.eclipse.jetty");

    private SimulatorMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        JETTY.setLevel(Level.WARNING);
        List<String> words = List.of(arguments);
        if (words.contains("--help")) {
            System.out.print(Flag.help());
            return;
        }
        WarmUp.run();
        try (GeminiSimulator simulator = Settings.builder(CommandLine.parse(words)).start()) {
            announce(simulator);
            Thread.currentThread().join(); // until the process is ended
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
        }
    }

    /** The keys are printed because they are not secret: they open nothing but this simulator. */
    private static void announce(GeminiSimulator simulator) {
        System.out.println("The Gemini API is simulated at " + simulator.baseUrl());
        simulator.keys().stream()
                .limit(20)
                .forEach(key -> System.out.println("  " + key.name() + "  " + key.secret()));
        System.out.println("What it saw: " + simulator.baseUrl() + "/_sim/ledger");
    }
}
