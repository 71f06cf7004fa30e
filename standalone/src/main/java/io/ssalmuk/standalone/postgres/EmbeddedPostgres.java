package io.ssalmuk.standalone.postgres;

import java.nio.file.Path;

/**
 * A PostgreSQL server of our own on a free port of the loopback address, its data in a folder that
 * outlives it.
 *
 * <p>Not the ready-made class of the library that brings the binaries: that one trusts every local
 * user and turns {@code fsync} off, and an acknowledged job must survive a power cut.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String DATABASE = "postgres";

    private final Cluster cluster;
    private final String password;
    private final int port;

    private EmbeddedPostgres(Cluster cluster, String password, int port) {
        this.cluster = cluster;
        this.password = password;
        this.port = port;
    }

    /**
     * Starts the server, with the data of the last time if there is any. A server that a killed
     * process left running in the same folder is stopped first.
     *
     * @param folder holds the binaries, the data and the password; only one process may use it at a
     *     time
     */
    public static EmbeddedPostgres start(Path folder) {
        return start(folder, folder);
    }

    /** Several servers can share the folder that the programs are unpacked into. */
    public static EmbeddedPostgres start(Path folder, Path programs) {
        var root = folder.toAbsolutePath();
        var home = Binaries.unpack(programs.toAbsolutePath(), Platform.current());
        var commands = new Commands(home, Account.unprivileged());
        var password = new PasswordFile(root.resolve("password")).readOrCreate();
        var cluster = new Cluster(root.resolve("data"), root.resolve("server.log"), commands);
        cluster.createIfMissing(password, root.resolve("password"));
        cluster.stopOrphan();
        return new EmbeddedPostgres(cluster, password, cluster.start());
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    }

    public String user() {
        return Cluster.SUPERUSER;
    }

    public String password() {
        return password;
    }

    /** Breaks off what still runs, writes everything out and returns when the server has ended. */
    @Override
    public void close() {
        cluster.stop();
    }
}
