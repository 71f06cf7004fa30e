package io.ssalmuk.standalone.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;

/** A data folder and the server that works on it. */
record Cluster(Path data, Path log, Commands commands) {

    static final String SUPERUSER = "ssalmuk";

    /** Another program may take the port between our look and the server's start. */
    private static final int ATTEMPTS = 5;

    /** Recovery after a kill replays the write-ahead log, which takes seconds, not minutes. */
    private static final String START_SECONDS = "120";

    private static final String STOP_SECONDS = "20";

    /**
     * No socket file, so that none can be stale; the command line wins over any configuration file.
     */
    private static final String OPTIONS =
            String.join(
                    " ",
                    "-p %d",
                    "-c listen_addresses=127.0.0.1",
                    "-c unix_socket_directories=",
                    "-c synchronous_commit=on",
                    "-c fsync=on",
                    "-c full_page_writes=on",
                    "-c max_connections=200",
                    "-c timezone=UTC");

    void createIfMissing(String password, Path passwordFile) {
        if (Files.exists(data)) {
            return;
        }
        var partial = data.resolveSibling("data.new");
        var handedOver = data.resolveSibling("initial-password");
        try {
            delete(partial);
            Files.createDirectory(partial);
            commands.own(partial);
            Files.writeString(log, "");
            commands.own(log);
            Files.copy(
                    passwordFile,
                    handedOver,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
            commands.own(handedOver);
            initialize(partial, handedOver);
            // A process killed during initdb leaves only data.new, which the next start removes.
            Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
            Files.delete(handedOver);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + data, e);
        }
    }

    private void initialize(Path folder, Path passwordFile) {
        commands.runOrThrow(
                "initdb",
                List.of(
                        "--pgdata=" + folder,
                        "--username=" + SUPERUSER,
                        "--auth=scram-sha-256",
                        "--pwfile=" + passwordFile,
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"));
    }

    /**
     * Stops the server of a process that was killed before it could; its clients are gone with that
     * process.
     */
    void stopOrphan() {
        var orphan = Postmaster.of(data);
        if (orphan.runs()) {
            stop();
        } else {
            orphan.disown();
        }
    }

    /** Returns the port on which it answers. */
    int start() {
        var last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort();
            var outcome = commands.run("pg_ctl", startArguments(port));
            if (outcome.succeeded()) {
                return port;
            }
            last = outcome.output();
        }
        throw new IllegalStateException("PostgreSQL did not start: " + last + "\nIts log: " + log);
    }

    private List<String> startArguments(int port) {
        return List.of(
                "--pgdata=" + data,
                "--wait",
                "--timeout=" + START_SECONDS,
                "--log=" + log,
                "--options=" + OPTIONS.formatted(port),
                "start");
    }

    void stop() {
        if (!stop("fast")) {
            // Its next start replays the log: nothing committed is lost.
            stop("immediate");
        }
    }

    private boolean stop(String mode) {
        return commands.run(
                        "pg_ctl",
                        List.of(
                                "--pgdata=" + data,
                                "--mode=" + mode,
                                "--wait",
                                "--timeout=" + STOP_SECONDS,
                                "stop"))
                .succeeded();
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path root) throws IOException {
        if (Files.notExists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
