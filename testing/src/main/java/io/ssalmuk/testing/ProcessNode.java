package io.ssalmuk.testing;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A private {@code rabbitmq-server} in a temporary folder: own ports, own home and cookie, own name
 * service, so that it and a RabbitMQ installed as a service never meet.
 */
final class ProcessNode implements RabbitNode {

    private static final String USER = "ssalmuk";

    /** A 2-core machine busy with a build has been seen to need 20 seconds. */
    private static final Duration START = Duration.ofMinutes(2);

    private final NodeFolder folder;
    private final Path server;
    private final Broker broker;
    private final Ports ports = Ports.free();
    private final GuardedProcess process;

    private ProcessNode(Path server) {
        this.server = server;
        this.folder = NodeFolder.create();
        this.broker =
                new Broker(
                        "127.0.0.1",
                        ports.amqp(),
                        USER,
                        UUID.randomUUID().toString(),
                        "/",
                        URI.create("http://127.0.0.1:" + ports.management()));
        folder.configure(broker);
        this.process = new GuardedProcess(command(), environment(), folder.output());
    }

    static ProcessNode start() {
        var node = new ProcessNode(RabbitBinary.find());
        Runtime.getRuntime().addShutdownHook(new Thread(node::close));
        node.boot();
        return node;
    }

    @Override
    public Broker broker() {
        return broker;
    }

    @Override
    public void kill() {
        process.kill();
    }

    @Override
    public void restart() {
        process.stop();
        boot();
    }

    @Override
    public void wipe() {
        process.kill();
        folder.wipe();
        boot();
    }

    @Override
    public void close() {
        process.kill();
        folder.delete();
    }

    private void boot() {
        process.start();
        var deadline = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (process.ended() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "rabbitmq-server did not start:\n" + folder.lastOutput());
            }
            process.awaitEnd(Duration.ofMillis(200));
        }
    }

    /** The management plugin comes up last, and its check fails until AMQP listens. */
    private boolean answers() {
        try {
            broker.manage("/api/health/checks/port-listener/" + ports.amqp());
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private List<String> command() {
        return List.of("bash", folder.script().toString(), server.toString());
    }

    private Map<String, String> environment() {
        return Map.ofEntries(
                Map.entry("HOME", folder.home().toString()),
                Map.entry("ERL_EPMD_PORT", "" + ports.names()),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODENAME", "ssalmuk" + ports.amqp() + "@localhost"),
                Map.entry("RABBITMQ_DIST_PORT", "" + ports.distribution()),
                Map.entry(
                        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS",
                        "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("RABBITMQ_CONF_ENV_FILE", folder.home().resolve("none").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", folder.configuration().toString()),
                Map.entry("RABBITMQ_ENABLED_PLUGINS_FILE", folder.plugins().toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", folder.data().toString()),
                Map.entry("RABBITMQ_LOG_BASE", folder.logs().toString()),
                Map.entry("RABBITMQ_LOGS", "-"),
                Map.entry("RABBITMQ_PID_FILE", folder.home().resolve("pid").toString()));
    }
}
