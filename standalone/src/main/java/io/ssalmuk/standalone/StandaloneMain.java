package io.ssalmuk.standalone;

import java.io.PrintStream;
import java.time.InstantSource;

/** Starts everything in one process and runs until it is told to stop. */
final class StandaloneMain {

    private StandaloneMain() {}

    static void main() {
        try {
            run(Settings.of(System.getenv()));
        } catch (RefusedException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Settings settings) {
        // Before the first logger is made: the log lies in the data folder.
        System.setProperty("ssalmuk.data", settings.data().toString());
        var console = new Console(System.out, InstantSource.system());
        var parts = new Parts(console);
        Runtime.getRuntime().addShutdownHook(new Thread(parts::stop, "stop"));
        if (!started(settings, console, parts, System.err)) {
            System.exit(1);
        }
    }

    /** The JVM lives on by the services' own threads. */
    private static boolean started(
            Settings settings, Console console, Parts parts, PrintStream errors) {
        try {
            new Standalone(settings, console, parts).start();
            return true;
        } catch (RefusedException e) {
            errors.println(e.getMessage());
        } catch (StoppedException e) {
            errors.println("Stopped while starting.");
        } catch (
                RuntimeException
                        e) { // The last stop: whatever it was, the parts that run must be stopped.
            errors.println(
                    "Ssalmuk could not start: "
                            + e.getMessage()
                            + "\nMore in "
                            + settings.data()
                            + "/log/ssalmuk.log");
            System.getLogger("io.ssalmuk.standalone")
                    .log(System.Logger.Level.ERROR, "Start failed", e);
        }
        return false;
    }
}
