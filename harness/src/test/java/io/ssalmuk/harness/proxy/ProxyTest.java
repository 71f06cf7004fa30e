package io.ssalmuk.harness.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProxyTest {

    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static Socket connect(Proxy proxy) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    }

    @Test
    void bytesPassBothWays() throws IOException {
        try (var proxy = Proxy.to(server::getLocalPort);
                var client = connect(proxy);
                var far = server.accept()) {
            client.getOutputStream().write("ask".getBytes(UTF_8));
            assertThat(far.getInputStream().readNBytes(3)).isEqualTo("ask".getBytes(UTF_8));
            far.getOutputStream().write("told".getBytes(UTF_8));
            assertThat(client.getInputStream().readNBytes(4)).isEqualTo("told".getBytes(UTF_8));
        }
    }

    @Test
    void aCutIsAResetForBoth() throws IOException {
        try (var proxy = Proxy.to(server::getLocalPort);
                var client = connect(proxy);
                var far = server.accept()) {
            client.getOutputStream().write(1);
            assertThat(far.getInputStream().read()).isEqualTo(1);
            proxy.cut();
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsHeldComesWhenItIsReleased() throws IOException {
        try (var proxy = Proxy.to(server::getLocalPort);
                var client = connect(proxy);
                var far = server.accept()) {
            proxy.hold();
            client.getOutputStream().write(7);
            var read = CompletableFuture.supplyAsync(() -> readOne(far));
            assertThat(read).isNotDone();
            proxy.release();
            assertThat(read.join()).isEqualTo(7);
        }
    }

    private static int readOne(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -2;
        }
    }

    @Test
    void callsOnOneConnectionAreToldApart() {
        var passages = new Passages(Pattern.compile("job-\\d{2}"));
        var tap = new CallTap(passages);

        ask(tap, "POST / HTTP/1.1\r\n\r\n{\"text\":\"jo");
        ask(tap, "b-01\"}");
        answer(tap, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\none".getBytes(UTF_8));
        ask(tap, "POST / HTTP/1.1\r\n\r\n{\"text\":\"job-02\"}");
        answer(tap, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ntw".getBytes(UTF_8));

        assertThat(passages.all()).extracting(Passage::prompt).containsExactly("job-01", "job-02");
        assertThat(passages.all().getFirst().body()).contains("one");
        assertThat(passages.all().getLast().body()).isEmpty();
    }

    @Test
    void aCompressedAnswerIsRead() throws IOException {
        var passages = new Passages(Pattern.compile("job"));
        var tap = new CallTap(passages);
        var body = zipped("{}");

        ask(tap, "job");
        answer(
                tap,
                ("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(UTF_8));
        answer(tap, body);

        assertThat(passages.all().getFirst().body()).contains("{}");
    }

    @Test
    void aRefusalIsNoAnswer() {
        assertThat(
                        HttpAnswer.body(
                                "HTTP/1.1 503 No\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8)))
                .isEmpty();
    }

    private static void ask(CallTap tap, String text) {
        tap.asked(text.getBytes(UTF_8), text.length());
    }

    private static void answer(CallTap tap, byte[] bytes) {
        tap.answered(bytes, bytes.length);
    }

    private static byte[] zipped(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
