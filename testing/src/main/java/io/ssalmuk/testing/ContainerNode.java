package io.ssalmuk.testing;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.rabbitmq.RabbitMQContainer;

/**
 * A RabbitMQ in a container; Testcontainers removes it when the JVM has ended, however it ended.
 */
final class ContainerNode implements RabbitNode {

    private static final String IMAGE = "rabbitmq:4-management";
    private static final int AMQP = 5672;
    private static final int MANAGEMENT = 15672;

    private final Ports ports = Ports.free();
    // Fixed ports: a container that is started again would otherwise be given others, and its
    // clients could not return.
    private final RabbitMQContainer container = new RabbitMQContainer(IMAGE);

    private ContainerNode() {
        container.setPortBindings(
                List.of(ports.amqp() + ":" + AMQP, ports.management() + ":" + MANAGEMENT));
    }

    static boolean dockerAnswers() {
        return Docker.ANSWERS;
    }

    static ContainerNode start() {
        var node = new ContainerNode();
        node.container.start();
        return node;
    }

    @Override
    public Broker broker() {
        var management = URI.create("http://" + container.getHost() + ":" + ports.management());
        return new Broker(
                container.getHost(),
                ports.amqp(),
                container.getAdminUsername(),
                container.getAdminPassword(),
                "/",
                management);
    }

    @Override
    public void kill() {
        container.getDockerClient().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void restart() {
        if (container.isRunning()) {
            container.getDockerClient().stopContainerCmd(container.getContainerId()).exec();
        }
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        Wait.forHttp("/api/overview")
                .forPort(MANAGEMENT)
                .withBasicCredentials(container.getAdminUsername(), container.getAdminPassword())
                .withStartupTimeout(Duration.ofMinutes(1))
                .waitUntilReady(container);
    }

    @Override
    public void wipe() {
        container.stop();
        container.start();
    }

    @Override
    public void close() {
        container.stop();
    }

    /** Asked once: without an engine the answer takes a while. */
    private static final class Docker {
        static final boolean ANSWERS = DockerClientFactory.instance().isDockerAvailable();
    }
}
