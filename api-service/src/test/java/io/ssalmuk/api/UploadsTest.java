package io.ssalmuk.api;

import static io.ssalmuk.api.UploadScene.LIMIT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Uploads, right and wrong, over HTTP. */
final class UploadsTest {

    @TempDir private static Path folder;

    private static UploadScene scene;

    @BeforeAll
    static void start() {
        scene = UploadScene.start(folder);
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @AfterEach
    void everyFileCanBeDeletedAndLeavesNothing() throws IOException {
        scene.tidyUp();
    }

    @Test
    void onlyClientsUpload() {
        assertThat(scene.api().send("POST", "/api/files/upload", "x").status()).isEqualTo(401);
    }

    static Stream<Arguments> malformed() {
        var file = Multipart.file("a", "hello");
        return Stream.of(
                Arguments.of("no parts", new byte[0], Multipart.TYPE, 400, ""),
                Arguments.of("no boundary", file, "multipart/form-data", 400, "boundary"),
                Arguments.of("another boundary", file, "multipart/form-data; boundary=c", 400, ""),
                Arguments.of(
                        "JSON",
                        "{}".getBytes(StandardCharsets.UTF_8),
                        "application/json",
                        415,
                        "form-data"),
                Arguments.of("mixed", file, "multipart/mixed; boundary=b", 415, "form-data"),
                Arguments.of(
                        "another field",
                        new Multipart().part("name=\"data\"; filename=\"a\"", "hello").end(),
                        Multipart.TYPE,
                        400,
                        "missing"),
                Arguments.of(
                        "two files",
                        new Multipart()
                                .part("name=\"file\"; filename=\"a\"", "one")
                                .part("name=\"file\"; filename=\"b\"", "two")
                                .end(),
                        Multipart.TYPE,
                        400,
                        "one file"),
                Arguments.of(
                        "no filename",
                        new Multipart().part("name=\"file\"", "hello").end(),
                        Multipart.TYPE,
                        400,
                        "filename"),
                Arguments.of("empty", Multipart.file("a", ""), Multipart.TYPE, 400, "empty"),
                Arguments.of(
                        "no end",
                        new Multipart().part("name=\"file\"; filename=\"a\"", "hello").unended(),
                        Multipart.TYPE,
                        400,
                        "too early"),
                Arguments.of(
                        "a header without an end",
                        "--b\r\nContent-Disposition: form-data".getBytes(StandardCharsets.UTF_8),
                        Multipart.TYPE,
                        400,
                        "too early"),
                Arguments.of(
                        "a disposition that is none",
                        "--b\r\nContent-Disposition: ;;;=\"\r\n\r\nx\r\n--b--\r\n"
                                .getBytes(StandardCharsets.UTF_8),
                        Multipart.TYPE,
                        400,
                        "missing"),
                Arguments.of(
                        "too large",
                        Multipart.file("a", "x".repeat(LIMIT + 1)),
                        Multipart.TYPE,
                        413,
                        "65536 bytes"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformed")
    void anUploadThatIsNoneIsRefusedForAReason(
            String what, byte[] body, String type, int status, String reason) {
        var answer = scene.upload(body, type);

        assertThat(answer.status()).as(what + ": " + answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString())
                .contains(reason)
                .doesNotContain("Exception", "java");
    }

    @Test
    void aFileOfExactlyTheLimitIsTaken() {
        assertThat(scene.upload(Multipart.file("a", "x".repeat(LIMIT))).status()).isEqualTo(201);
    }

    @Test
    void anUploadThatSaysItIsTooLargeIsNotRead() {
        assertThat(scene.upload(new byte[LIMIT + 2 * 1024 * 1024]).status()).isEqualTo(413);
    }

    @Test
    void anUploadOfUnknownLengthThatTurnsOutTooLargeIsRefused() {
        var body = Multipart.file("a", "x".repeat(LIMIT + 1));
        var request =
                HttpRequest.newBuilder(scene.api().uri("/api/files/upload"))
                        .header("X-API-Key", scene.key())
                        .header("Content-Type", Multipart.TYPE)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .build();

        assertThat(scene.api().send(request).status()).isEqualTo(413);
    }

    @Test
    void otherFieldsAreNoMatter() {
        var body =
                new Multipart()
                        .part("name=\"purpose\"", "assistants")
                        .part("name=\"file\"; filename=\"a.txt\"", "hello")
                        .part("name=\"other\"; filename=\"b\"", "bye")
                        .end();

        assertThat(scene.upload(body).status()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            textBlock =
                    """
                    filename="../../etc/passwd"                          | passwd
                    filename="C:\\\\Users\\\\me\\\\a b.txt"              | a b.txt
                    filename=".."                                        | file
                    filename="\u2603 \ud83d\udc69\u200d\ud83d\ude80.png" | \u2603 \ud83d\udc69\u200d\ud83d\ude80.png
                    filename="say \\"hi\\".txt"                          | say "hi".txt
                    filename="a\u202egpj.exe"                            | agpj.exe
                    filename="a\u0000b.txt"                              | ab.txt
                    filename*=UTF-8''%e2%82%ac%20rates.pdf               | \u20ac rates.pdf
                    """)
    void namesAreForDisplayOnly(String disposition, String shown) {
        var answer = scene.upload(new Multipart().part("name=\"file\"; " + disposition, "x").end());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("filename").asString()).isEqualTo(shown);
    }

    @Test
    void aNameOfTenThousandCharactersIsShortened() {
        var answer = scene.upload(Multipart.file("n".repeat(10_000) + ".txt", "x"));

        assertThat(answer.json().path("filename").asString()).hasSize(255).endsWith("nnn.txt");
    }

    /** The client says that more comes, and hangs up. */
    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        var part = new Multipart().part("name=\"file\"; filename=\"a\"", "hello").unended();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), scene.api().port())) {
            var head =
                    """
                    POST /api/files/upload HTTP/1.1
                    Host: a
                    X-API-Key: %s
                    Content-Type: %s
                    Content-Length: 40000

                    """
                            .formatted(scene.key(), Multipart.TYPE)
                            .replace("\n", "\r\n");
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(part);
            out.flush();
            socket.shutdownOutput();

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"status\":400");
        }
        assertThat(scene.stored()).isEmpty();
    }
}
