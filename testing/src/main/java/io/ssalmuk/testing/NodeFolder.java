package io.ssalmuk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;

/** The temporary folder of a {@link ProcessNode}. */
record NodeFolder(Path home) {

    private static final int LAST_OUTPUT = 4000;

    static NodeFolder create() {
        try {
            return new NodeFolder(Files.createTempDirectory("ssalmuk-rabbitmq"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void configure(Broker broker) {
        try (var script = NodeFolder.class.getResourceAsStream("rabbitmq-node.sh")) {
            Files.copy(Objects.requireNonNull(script), script());
            Files.writeString(plugins(), "[rabbitmq_management].\n");
            Files.writeString(
                    configuration(),
                    """
                    listeners.tcp.default = 127.0.0.1:%d
                    management.tcp.ip = 127.0.0.1
                    management.tcp.port = %d
                    default_user = %s
                    default_pass = %s
                    # The default wants as much free disk as memory; a build machine may not have it.
                    disk_free_limit.absolute = 50MB
                    """
                            .formatted(
                                    broker.port(),
                                    broker.managementUrl().getPort(),
                                    broker.user(),
                                    broker.password()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path script() {
        return home.resolve("rabbitmq-node.sh");
    }

    Path configuration() {
        return home.resolve("rabbitmq.conf");
    }

    Path plugins() {
        return home.resolve("enabled_plugins");
    }

    Path data() {
        return home.resolve("mnesia");
    }

    Path logs() {
        return home.resolve("logs");
    }

    Path output() {
        return home.resolve("output");
    }

    String lastOutput() {
        try {
            var text = Files.readString(output());
            return text.substring(Math.max(0, text.length() - LAST_OUTPUT));
        } catch (IOException e) {
            return "(no output: " + e + ")";
        }
    }

    void wipe() {
        delete(data());
    }

    void delete() {
        delete(home);
    }

    private static void delete(Path root) {
        if (Files.notExists(root)) {
            return;
        }
        try (var files = Files.walk(root)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalStateException("Cannot remove " + root, e);
        }
    }
}
