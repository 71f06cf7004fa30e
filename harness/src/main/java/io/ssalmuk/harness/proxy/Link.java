package io.ssalmuk.harness.proxy;

import java.io.IOException;
import java.net.Socket;

/** One connection through the proxy. */
final class Link {

    private static final int PIECE = 16 * 1024;

    private final Socket client;
    private final Socket server;
    private final Valve valve;
    private final Wiretap tap;

    Link(Socket client, Socket server, Valve valve, Wiretap tap) {
        this.client = client;
        this.server = server;
        this.valve = valve;
        this.tap = tap;
    }

    @FunctionalInterface
    private interface Ear {
        void hear(byte[] bytes, int length);
    }

    /** Until one end is gone; then the other one goes too. */
    void carry(Runnable afterwards) {
        var _ =
                Thread.ofVirtual()
                        .name("proxied-back")
                        .start(() -> pump(server, client, tap::answered));
        pump(client, server, tap::asked);
        afterwards.run();
    }

    private void pump(Socket from, Socket to, Ear ear) {
        var piece = new byte[PIECE];
        try {
            int length = from.getInputStream().read(piece);
            while (length >= 0) {
                valve.pass();
                ear.hear(piece, length);
                to.getOutputStream().write(piece, 0, length);
                length = from.getInputStream().read(piece);
            }
            valve.pass();
            close();
        } catch (IOException _) {
            cut();
        }
    }

    private void close() throws IOException {
        client.close();
        server.close();
    }

    void cut() {
        abort(client);
        abort(server);
    }

    /** A reset, as after a crash, and not an orderly end. */
    static void abort(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException _) {
            // It is gone, which is what was wanted.
        }
    }
}
