package io.ssalmuk.benchmark.postgres;

import io.ssalmuk.testing.TestPostgres;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where it was measured. */
final class Surroundings {

    /** Long enough that no place is had twice at a time, short enough that none is missed. */
    static final Duration WINDOW = Duration.ofMillis(400);

    static final Duration MARGIN = Duration.ofMillis(100);

    private Surroundings() {}

    static String describe() {
        var jdbc = JdbcClient.create(TestPostgres.createDatabase().dataSource());
        var system = ManagementFactory.getOperatingSystemMXBean();
        return """
        %s; synchronous_commit=%s, fsync=%s, shared_buffers=%s
        %d cores, load %.1f before; %s %s, Java %s; PostgreSQL and this program on one machine
        window %d ms and margin %d ms; RPM, TPM and RPD enforced, 1,000 tokens a call
        """
                .formatted(
                        show(jdbc, "server_version").replaceFirst("^", "PostgreSQL "),
                        show(jdbc, "synchronous_commit"),
                        show(jdbc, "fsync"),
                        show(jdbc, "shared_buffers"),
                        system.getAvailableProcessors(),
                        system.getSystemLoadAverage(),
                        system.getName(),
                        system.getVersion(),
                        Runtime.version(),
                        WINDOW.toMillis(),
                        MARGIN.toMillis());
    }

    private static String show(JdbcClient jdbc, String setting) {
        return jdbc.sql("SELECT current_setting(:name)")
                .param("name", setting)
                .query(String.class)
                .single();
    }
}
