package io.ssalmuk.standalone.broker;

import java.util.Map;
import java.util.UUID;
import org.apache.qpid.server.SystemLauncher;
import org.apache.qpid.server.model.SystemConfig;

/**
 * An AMQP 0-9-1 broker (Apache Qpid Broker-J) in this JVM on a free port of the loopback address.
 *
 * <p>It keeps queues and messages in memory: they are tickets for jobs whose truth is the job
 * table, and the tickets of a broker that comes back empty are issued again.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private static final String USER = "ssalmuk";
    private static final String HOST = "127.0.0.1";

    private final SystemLauncher launcher;
    private final String password;
    private final int port;

    private EmbeddedBroker(SystemLauncher launcher, String password, int port) {
        this.launcher = launcher;
        this.password = password;
        this.port = port;
    }

    /** Starts it empty, with a password of this run. */
    public static EmbeddedBroker start() {
        // Its status lines would go to standard output, among what standalone tells its user.
        System.setProperty(SystemConfig.PROPERTY_STATUS_UPDATES, "false");
        var password = UUID.randomUUID().toString();
        var startup = new Startup();
        var launcher = new SystemLauncher(startup);
        try {
            launcher.startup(attributes(password));
        } catch (Exception e) {
            throw new IllegalStateException("The embedded broker did not start", e);
        }
        startup.leaveStoppingToUs();
        return new EmbeddedBroker(launcher, password, startup.port());
    }

    /** As {@code spring.rabbitmq.addresses} takes it. */
    public String address() {
        return HOST + ":" + port;
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    @Override
    public void close() {
        launcher.shutdown();
    }

    private static Map<String, Object> attributes(String password) {
        var configuration = EmbeddedBroker.class.getResource("broker.json");
        return Map.of(
                SystemConfig.TYPE,
                "Memory",
                SystemConfig.INITIAL_CONFIGURATION_LOCATION,
                String.valueOf(configuration),
                SystemConfig.STARTUP_LOGGED_TO_SYSTEM_OUT,
                false,
                SystemConfig.CONTEXT,
                Map.of("ssalmuk.user", USER, "ssalmuk.password", password, "ssalmuk.host", HOST));
    }
}
