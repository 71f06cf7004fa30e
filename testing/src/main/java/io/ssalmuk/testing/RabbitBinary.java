package io.ssalmuk.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds {@code rabbitmq-server} on this machine. */
final class RabbitBinary {

    /**
     * Before the PATH: Debian's {@code /usr/sbin/rabbitmq-server} changes user and folder, this one
     * runs as anybody.
     */
    private static final List<String> KNOWN =
            List.of(
                    "/usr/lib/rabbitmq/bin",
                    "/opt/homebrew/sbin",
                    "/usr/local/sbin",
                    "/usr/local/opt/rabbitmq/sbin");

    private RabbitBinary() {}

    static Path find() {
        var path = System.getenv().getOrDefault("PATH", "").split(File.pathSeparator);
        return find(Stream.concat(KNOWN.stream(), Stream.of(path)));
    }

    static Path find(Stream<String> folders) {
        return folders.map(folder -> Path.of(folder, "rabbitmq-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                """
                                These tests need a real RabbitMQ, and there is neither a Docker engine nor a rabbitmq-server here. \
                                Start Docker, or install RabbitMQ (Debian and Ubuntu: apt-get install rabbitmq-server; \
                                macOS: brew install rabbitmq), or name a running broker in SSALMUK_TEST_RABBITMQ=host:port. \
                                ./ssalmuk test installs the Debian package by itself when it runs as root.\
                                """));
    }
}
