package io.ssalmuk.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The server process that {@code postmaster.pid} in a data folder names. */
record Postmaster(Path pidFile, Optional<ProcessHandle> process) {

    /** No system gives out this process id. */
    private static final String NOBODY = String.valueOf(Integer.MAX_VALUE);

    static Postmaster of(Path data) {
        var pidFile = data.resolve("postmaster.pid");
        var process =
                pid(pidFile).flatMap(ProcessHandle::of).filter(handle -> servesFrom(handle, data));
        return new Postmaster(pidFile, process);
    }

    boolean runs() {
        return process.filter(ProcessHandle::isAlive).isPresent();
    }

    /**
     * Makes the server that starts next see that this one is gone, although a stranger has its
     * process id now. The file stays: through it the server also sees whether a worker of its
     * predecessor still holds the shared memory.
     */
    void disown() {
        try {
            if (Files.exists(pidFile)) {
                var lines = Files.readAllLines(pidFile);
                lines.set(0, NOBODY);
                Files.write(pidFile, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The process id may have gone to another program since, or to the server of another folder.
     */
    private static boolean servesFrom(ProcessHandle handle, Path data) {
        var line = handle.info().commandLine().orElse("");
        return line.contains("postgres") && line.contains(data.toString());
    }

    private static Optional<Long> pid(Path pidFile) {
        try (var lines = Files.lines(pidFile)) {
            return lines.findFirst().map(String::strip).map(Long::valueOf);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // No server, or one that was killed while it wrote the file.
        }
    }
}
