package io.ssalmuk.harness.postgres;

import io.ssalmuk.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A PostgreSQL on a folder of its own, to be killed and started again with what it had. */
public final class PostgresProcess implements AutoCloseable {

    private static final Duration GONE_WITHIN = Duration.ofSeconds(20);

    private static final ReentrantLock UNPACKING = new ReentrantLock();

    private final Path folder;
    private final Path programs;
    private final AtomicReference<EmbeddedPostgres> running;

    private PostgresProcess(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
        this.running = new AtomicReference<>(startAlone(folder, programs));
    }

    /** The first of those who share the programs unpacks them. */
    private static EmbeddedPostgres startAlone(Path folder, Path programs) {
        UNPACKING.lock();
        try {
            return EmbeddedPostgres.start(folder, programs);
        } finally {
            UNPACKING.unlock();
        }
    }

    /**
     * Starts it, empty.
     *
     * @param programs where the server's programs are, or are unpacked to
     */
    public static PostgresProcess start(Path folder, Path programs) {
        return new PostgresProcess(folder, programs);
    }

    /** Another one after each {@link #restart}. */
    public int port() {
        return URI.create(running.get().jdbcUrl().substring("jdbc:".length())).getPort();
    }

    public String user() {
        return running.get().user();
    }

    public String password() {
        return running.get().password();
    }

    /** Opens a new connection each time. */
    DataSource dataSource() {
        var source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port() + "/postgres");
        source.setUser(user());
        source.setPassword(password());
        return source;
    }

    /** SIGKILL to all its processes, as a power cut would end it. */
    public void kill() {
        // All of them are known before the first one goes.
        var all =
                postmaster().stream()
                        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
                        .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(PostgresProcess::awaitEnd);
    }

    private Optional<ProcessHandle> postmaster() {
        try (var lines = Files.lines(folder.resolve("data").resolve("postmaster.pid"))) {
            return lines.findFirst()
                    .map(String::strip)
                    .flatMap(pid -> ProcessHandle.of(Long.parseLong(pid)));
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not run", e);
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        try {
            var _ = process.onExit().get(GONE_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("A process of PostgreSQL outlived SIGKILL", e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** Recovers from what it had written; on another port. */
    public void restart() {
        running.set(EmbeddedPostgres.start(folder, programs));
    }

    @Override
    public void close() {
        running.get().close();
    }
}
