package io.ssalmuk.simulator.exchange;

import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The HTTP server. */
public final class HttpFront implements AutoCloseable {
    private final Server server;
    private final ServerConnector connector;

    private HttpFront(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** Listens on the port, or on any free one if it is zero. */
    public static HttpFront start(String host, int port, Endpoint endpoint) {
        var threads = new QueuedThreadPool();
        threads.setName("simulator");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(VirtualThreads.getDefaultVirtualThreadsExecutor());
        var server = new Server(threads);
        var connector = new ServerConnector(server, 1, 1, http());
        connector.setHost(host);
        connector.setPort(port);
        connector.setAcceptQueueSize(1_024); // hundreds of workers may connect at once
        server.addConnector(connector);
        server.setHandler(new EndpointHandler(endpoint));
        server.setStopTimeout(0); // calls that hang on purpose must not hold up the end
        return begin(new HttpFront(server, connector));
    }

    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception failure) { // Jetty declares no less
            throw new IllegalStateException("The simulator's server did not stop", failure);
        }
    }

    private static HttpFront begin(HttpFront front) {
        try {
            front.server.start();
            return front;
        } catch (Exception failure) { // Jetty declares no less
            front.close();
            throw new IllegalStateException(
                    "The simulator did not start: " + failure.getMessage(), failure);
        }
    }

    private static HttpConnectionFactory http() {
        var configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        return new HttpConnectionFactory(configuration);
    }
}
