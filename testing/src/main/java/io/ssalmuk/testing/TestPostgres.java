package io.ssalmuk.testing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Fresh databases on one embedded PostgreSQL 18 per JVM, started at first use and stopped with the
 * JVM. It commits as in production: {@code synchronous_commit} and {@code fsync} are on, and every
 * connection needs the password.
 */
public final class TestPostgres {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final Map<String, String> TEMPLATES = new ConcurrentHashMap<>();

    private TestPostgres() {}

    /** Creates an empty database. */
    public static Database createDatabase() {
        return server().create(nextName(), "template1");
    }

    /**
     * Creates a copy of a template that is migrated once per JVM, which costs some ten milliseconds
     * instead of a migration.
     *
     * @param template names the template; the first migrator given with a name is the one that
     *     fills it
     */
    public static Database createDatabase(String template, Consumer<Database> migrator) {
        var source = TEMPLATES.computeIfAbsent(template, _ -> migrated(migrator));
        return server().create(nextName(), source);
    }

    private static String migrated(Consumer<Database> migrator) {
        var name = nextName();
        migrator.accept(server().create(name, "template1"));
        // PostgreSQL copies only a template that nobody is connected to; a migrator's pool may
        // linger.
        server().disconnectAll(name);
        return name;
    }

    private static String nextName() {
        return "test_" + NUMBER.incrementAndGet();
    }

    private static PostgresServer server() {
        return Holder.SERVER;
    }

    private static final class Holder {
        static final PostgresServer SERVER = PostgresServer.start();
    }
}
