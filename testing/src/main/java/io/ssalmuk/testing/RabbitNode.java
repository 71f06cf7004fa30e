package io.ssalmuk.testing;

/**
 * A RabbitMQ of one's own, to be killed, restarted and emptied. It keeps its ports through all of
 * that and ends with the JVM, however the JVM ends.
 */
public interface RabbitNode extends AutoCloseable {

    /**
     * Starts an empty node: a container if a Docker engine answers, else a private {@code
     * rabbitmq-server}.
     */
    static RabbitNode start() {
        return ContainerNode.dockerAnswers() ? ContainerNode.start() : ProcessNode.start();
    }

    /** Its default virtual host. */
    Broker broker();

    /** Ends it as a power cut would; what it had written stays. */
    void kill();

    /** Starts it again with what it had, after an orderly stop if it runs. */
    void restart();

    /** Starts it again with nothing: no queue, message or virtual host is left. */
    void wipe();

    /** Ends it and removes what it wrote. */
    @Override
    void close();
}
