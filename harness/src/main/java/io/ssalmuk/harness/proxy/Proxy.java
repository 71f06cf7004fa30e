package io.ssalmuk.harness.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A port that leads to another one of the loopback address, and whose connections can be cut and
 * held up.
 */
public final class Proxy implements AutoCloseable {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int WAITING = 500;

    private final ServerSocket door;
    private final IntSupplier target;
    private final Wiretap.Source taps;
    private final Valve valve = new Valve();
    private final Set<Link> links = ConcurrentHashMap.newKeySet();

    private Proxy(ServerSocket door, IntSupplier target, Wiretap.Source taps) {
        this.door = door;
        this.target = target;
        this.taps = taps;
    }

    /**
     * Opens a free port.
     *
     * @param target asked for each connection, for servers move
     */
    public static Proxy to(IntSupplier target) {
        return to(target, Wiretap::blind);
    }

    /** The same, to the upstream, with a note of every call. */
    public static Proxy to(IntSupplier target, Passages passages) {
        return to(target, () -> new CallTap(passages));
    }

    private static Proxy to(IntSupplier target, Wiretap.Source taps) {
        try {
            var door = new ServerSocket(0, WAITING, InetAddress.getLoopbackAddress());
            var proxy = new Proxy(door, target, taps);
            var _ = Thread.ofVirtual().name("proxy-" + proxy.port()).start(proxy::acceptAll);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Breaks all connections that are open, at both ends. */
    public void cut() {
        links.forEach(Link::cut);
    }

    /** Lets nothing through in either direction, and breaks nothing. */
    public void hold() {
        valve.shut();
    }

    /** What was held goes on. */
    public void release() {
        valve.open();
    }

    private void acceptAll() {
        while (!door.isClosed()) {
            try {
                var client = door.accept();
                var _ = Thread.ofVirtual().name("proxied").start(() -> connect(client));
            } catch (IOException _) {
                // The door is closed, or who was at it has gone.
            }
        }
    }

    private void connect(Socket client) {
        var server = new Socket();
        try {
            server.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()),
                    CONNECT_MILLIS);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var link = new Link(client, server, valve, taps.tap());
            links.add(link);
            link.carry(() -> links.remove(link));
        } catch (IOException _) {
            Link.abort(client); // Nobody is there: as a server that is gone looks.
            Link.abort(server);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        valve.open();
        cut();
    }
}
