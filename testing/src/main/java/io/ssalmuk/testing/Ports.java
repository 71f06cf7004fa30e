package io.ssalmuk.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that were free a moment ago, for a RabbitMQ node with its own name service. */
record Ports(int amqp, int management, int distribution, int names) {

    /** Holds all four at once, so that no two are the same. */
    static Ports free() {
        try (var amqp = bound();
                var management = bound();
                var distribution = bound();
                var names = bound()) {
            return new Ports(
                    amqp.getLocalPort(),
                    management.getLocalPort(),
                    distribution.getLocalPort(),
                    names.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    private static ServerSocket bound() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }
}
