package io.ssalmuk.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that reads a stream when a test says so, byte by byte, over a socket of its own. */
final class StreamClient implements AutoCloseable {

    /** Small, so that a client that does not read is soon noticed. */
    private static final int RECEIVE_BUFFER = 16 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final String key;
    private final AtomicInteger status = new AtomicInteger();
    private final Map<String, String> headers = new TreeMap<>();
    private final AtomicInteger left = new AtomicInteger();

    private StreamClient(Socket socket, InputStream in, String key) {
        this.socket = socket;
        this.in = in;
        this.key = key;
    }

    static StreamClient open(int port, String key, String body) {
        try {
            var socket = new Socket();
            socket.setReceiveBufferSize(RECEIVE_BUFFER);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            var client =
                    new StreamClient(
                            socket, new BufferedInputStream(socket.getInputStream(), 512), key);
            client.send("POST", "/api/generate-stream", body);
            return client;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void send(String method, String path, String body) {
        sendOnly(method, path, body);
        awaitAnswer();
    }

    void sendOnly(String method, String path, String body) {
        var request =
                "%s %s HTTP/1.1\r\nHost: here\r\nX-API-Key: %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                        .formatted(method, path, key, body.getBytes(UTF_8).length, body);
        try {
            socket.getOutputStream().write(request.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitAnswer() {
        status.set(Integer.parseInt(wireLine().split(" ", 3)[1]));
        headers.clear();
        for (var line = wireLine(); !line.isEmpty(); line = wireLine()) {
            var parts = line.split(": ", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
    }

    int status() {
        return status.get();
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    /** The next line of the answer, as soon as it is there. */
    String text() {
        var line = new ByteArrayOutputStream();
        for (int b = next(); b != '\n'; b = next()) {
            if (b < 0) {
                throw new AssertionError("the stream ended within " + line.toString(UTF_8));
            }
            line.write(b);
        }
        var text = line.toString(UTF_8);
        Documented.conforms(text, "/components/schemas/StreamLine");
        return text;
    }

    JsonNode line() {
        return JsonMapper.shared().readTree(text());
    }

    /** Whether nothing follows. */
    boolean isAtEnd() {
        return next() < 0;
    }

    /** The next byte of a chunked body; negative at its end. */
    private int next() {
        if (left.get() == 0) {
            int size = Integer.parseInt(wireLine(), 16);
            if (size == 0) {
                wireLine();
                return -1;
            }
            left.set(size);
        }
        int b = read();
        if (left.decrementAndGet() == 0) {
            wireLine();
        }
        return b;
    }

    private String wireLine() {
        var line = new ByteArrayOutputStream();
        for (int b = read(); b != '\n'; b = read()) {
            line.write(b);
        }
        return line.toString(UTF_8).strip();
    }

    private int read() {
        try {
            int b = in.read();
            if (b < 0) {
                throw new AssertionError("the connection was closed");
            }
            return b;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
