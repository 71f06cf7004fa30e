package io.ssalmuk.harness.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** One program in a JVM of its own, which can be started again after it was killed. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private static final int LAST_OUTPUT = 6_000;

    /** Small and quick to start: a dozen of them share the machine. */
    private static final List<String> JVM =
            List.of(
                    "-Xmx320m",
                    "-XX:+ExitOnOutOfMemoryError",
                    "-XX:+UseSerialGC",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow");

    private final ProcessBuilder builder;
    private final Path log;
    private final AtomicReference<Optional<Process>> running =
            new AtomicReference<>(Optional.empty());

    /**
     * Prepares it; {@link #start} starts it.
     *
     * @param compilation of the program
     * @param arguments of the program
     * @param environment beside this process's own
     * @param log to which all that it prints is appended
     */
    public ServiceProcess(
            Program program,
            Compilation compilation,
            List<String> arguments,
            Map<String, String> environment,
            Path log) {
        this.log = log;
        this.builder =
                new ProcessBuilder(command(program, compilation, arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
    }

    private static List<String> command(
            Program program, Compilation compilation, List<String> arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM);
        command.addAll(compilation.options());
        command.addAll(what(program));
        command.addAll(arguments);
        return command;
    }

    /** The launcher's jar, or in tests the classes that are here. */
    private static List<String> what(Program program) {
        var jar = System.getProperty(program.property());
        return jar == null
                ? List.of("-cp", System.getProperty("java.class.path"), program.mainClass())
                : List.of("-jar", jar);
    }

    public void start() {
        try {
            running.set(Optional.of(builder.start()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return running.get().filter(Process::isAlive).isPresent();
    }

    /** Of the running process; none while it does not run. */
    public OptionalLong pid() {
        return running.get().filter(Process::isAlive).stream().mapToLong(Process::pid).findFirst();
    }

    /** SIGKILL, paused or not; returns when it is gone. */
    public void kill() {
        running.getAndSet(Optional.empty())
                .ifPresent(process -> await(process.destroyForcibly(), GRACE));
    }

    /** SIGSTOP: it is there and does nothing. */
    public void pause() {
        signal("STOP");
    }

    /** Goes on where it was. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        running.get()
                .filter(Process::isAlive)
                .ifPresent(process -> {
                    try {
                        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                                .start()
                                .waitFor();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
    }

    /** The last that it printed, for a message. */
    public String lastOutput() {
        try {
            var text = Files.readString(log);
            return text.substring(Math.max(0, text.length() - LAST_OUTPUT));
        } catch (IOException e) {
            return "(no output: " + e + ")";
        }
    }

    /** Asks it to end, and kills it when it does not. */
    @Override
    public void close() {
        resume();
        running.get()
                .ifPresent(process -> {
                    process.destroy();
                    if (!await(process, GRACE)) {
                        kill();
                    }
                });
    }

    private static boolean await(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
