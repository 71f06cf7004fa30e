package io.ssalmuk.testing;

import java.net.URI;
import java.util.Optional;

/**
 * One RabbitMQ per JVM, started at first use, with the management plugin.
 *
 * <p>The environment variable {@code SSALMUK_TEST_RABBITMQ=host:port} (or {@code
 * user:password@host:port}) names a running broker to use instead, and {@code
 * SSALMUK_TEST_RABBITMQ_MANAGEMENT} its management URL: that is how the same tests are run against
 * several RabbitMQ versions.
 */
public final class TestRabbit {

    private static final String EXISTING = "SSALMUK_TEST_RABBITMQ";
    private static final String EXISTING_MANAGEMENT = "SSALMUK_TEST_RABBITMQ_MANAGEMENT";

    private TestRabbit() {}

    /** The default virtual host, which all tests of the JVM share. */
    public static Broker broker() {
        return Holder.BROKER;
    }

    /** An empty virtual host; take one per test class. */
    public static Broker newVhost() {
        return broker().newVhost();
    }

    static Broker existing(String address, Optional<String> managementUrl) {
        var uri = URI.create("amqp://" + address);
        var user = Optional.ofNullable(uri.getUserInfo()).orElse("guest:guest").split(":", 2);
        var management = managementUrl.orElse("http://" + uri.getHost() + ":15672");
        return new Broker(
                uri.getHost(), uri.getPort(), user[0], user[1], "/", URI.create(management));
    }

    private static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name, System.getenv(name)))
                .filter(value -> !value.isBlank());
    }

    private static final class Holder {
        static final Broker BROKER =
                setting(EXISTING)
                        .map(address -> existing(address, setting(EXISTING_MANAGEMENT)))
                        .orElseGet(() -> RabbitNode.start().broker());
    }
}
