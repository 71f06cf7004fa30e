package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.testing.TestRabbit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
final class FilesTest {

    private static final int LIMIT = 64 * 1024;

    @TempDir private static Path folder;

    private static RunningApi api;
    private static String key;
    private static String strangersKey;
    private static LogTrap log;

    @BeforeAll
    static void start() {
        api =
                RunningApi.start(
                        RunningApi.database(),
                        TestRabbit.newVhost(),
                        "ssalmuk.files=" + folder,
                        "ssalmuk.file.limit=" + LIMIT + "B",
                        "ssalmuk.wait.most=50ms",
                        "ssalmuk.request.limit=1KB");
        key = api.newKey();
        strangersKey = api.newKey();
        log = LogTrap.open();
    }

    @AfterAll
    static void stop() {
        log.close();
        api.close();
    }

    @AfterEach
    void everyFileCanBeDeletedAndLeavesNothing() throws IOException {
        for (var file : api.send("GET", "/api/files", "", "X-API-Key", key).json().path("files")) {
            assertThat(delete(file.path("id").asString(), key).status()).isEqualTo(204);
        }
        assertThat(stored()).isEmpty();
        assertThat(log.aboveWarn()).isEmpty();
    }

    private static List<Path> stored() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static Answer upload(byte[] body, String type) {
        var request =
                HttpRequest.newBuilder(api.uri("/api/files/upload"))
                        .header("X-API-Key", key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return api.send(request);
    }

    private static Answer upload(byte[] body) {
        return upload(body, Multipart.TYPE);
    }

    private static String uploaded(String name, String content) {
        var answer = upload(Multipart.file(name, content));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private static Answer show(String id, String who) {
        return api.send("GET", "/api/files/" + id, "", "X-API-Key", who);
    }

    private static Answer delete(String id, String who) {
        return api.send("DELETE", "/api/files/" + id, "", "X-API-Key", who);
    }

    private static Answer generate(String part, String who) {
        var body = "{\"model\":\"gemini-2.5-flash\",\"contents\":[\"a\"," + part + "]}";
        return api.send("POST", "/api/generate", body, "X-API-Key", who);
    }

    @Test
    void anUploadedFileIsDescribed() {
        var answer = upload(Multipart.file("notes.txt", "hello"));

        assertThat(answer.status()).isEqualTo(201);
        var id = answer.json().path("id").asString();
        assertThat(answer.header("Location")).isEqualTo("/api/files/" + id);
        assertThat(answer.json().propertyNames())
                .containsExactlyInAnyOrder("id", "filename", "mime_type", "size", "created_at");
        assertThat(answer.json().path("filename").asString()).isEqualTo("notes.txt");
        assertThat(answer.json().path("mime_type").asString()).isEqualTo("text/plain");
        assertThat(answer.json().path("size").asLong()).isEqualTo(5);
        assertThat(show(id, key).json()).isEqualTo(answer.json());
    }

    @Test
    void equalContentsAreStoredOnceAndStayUntilTheLastIsDeleted() throws IOException {
        var one = uploaded("a", "same");
        var two = uploaded("b", "same");
        assertThat(one).isNotEqualTo(two);
        assertThat(stored()).hasSize(1);

        delete(one, key);
        assertThat(stored()).hasSize(1);
        delete(two, key);
        assertThat(stored()).isEmpty();
    }

    @Test
    void anotherClientsFileLooksLikeNone() {
        var id = uploaded("mine", "mine");

        assertThat(show(id, strangersKey).status()).isEqualTo(404);
        assertThat(delete(id, strangersKey).status()).isEqualTo(404);
        assertThat(generate("{\"file_id\":\"" + id + "\"}", strangersKey).status()).isEqualTo(400);
        assertThat(
                        api.send("GET", "/api/files", "", "X-API-Key", strangersKey)
                                .json()
                                .path("files"))
                .isEmpty();
        assertThat(show(id, key).status()).isEqualTo(200);
    }

    @Test
    void filesAreListedInPages() {
        var ids = Stream.of("1", "2", "3").map(n -> uploaded(n, n)).toList().reversed();

        var first = api.send("GET", "/api/files?limit=2", "", "X-API-Key", key).json();
        var cursor = first.path("next_cursor").asString();
        var last = api.send("GET", "/api/files/?cursor=" + cursor, "", "X-API-Key", key).json();

        assertThat(first.path("files").valueStream().map(file -> file.path("id").asString()))
                .isEqualTo(ids.subList(0, 2));
        assertThat(last.at("/files/0/id").asString()).isEqualTo(ids.get(2));
        assertThat(last.has("next_cursor")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "?limit=0, limit",
        "?limit=1001, limit",
        "?limit=all, limit",
        "?limit=-1, limit",
        "?cursor=x, cursor",
        "?cursor=01890000-0000-7000-8000-00000000000g, cursor"
    })
    void aPageThatCannotBeIsRefused(String query, String field) {
        var answer = api.send("GET", "/api/files" + query, "", "X-API-Key", key);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/files/nonsense, 404",
        "DELETE, /api/files/nonsense, 404",
        "GET, /api/files/01890000-0000-7000-8000-000000000000, 404",
        "GET, /api/files/upload, 404",
        "POST, /api/files, 405",
        "PUT, /api/files/upload, 405",
        "GET, /api/files/..%2F..%2Fetc%2Fpasswd, 400"
    })
    void whatIsNotThereIsSaidToBeSo(String method, String path, int status) {
        assertThat(api.send(method, path, "", "X-API-Key", key).status()).isEqualTo(status);
    }

    @Test
    void onlyClientsUpload() {
        assertThat(api.send("POST", "/api/files/upload", "x").status()).isEqualTo(401);
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
        var answer = upload(body, type);

        assertThat(answer.status()).as(what + ": " + answer.body()).isEqualTo(status);
        assertThat(answer.type()).isEqualTo("application/problem+json");
        assertThat(answer.json().path("detail").asString())
                .contains(reason)
                .doesNotContain("Exception", "java");
    }

    @Test
    void aFileOfExactlyTheLimitIsTaken() {
        assertThat(upload(Multipart.file("a", "x".repeat(LIMIT))).status()).isEqualTo(201);
    }

    @Test
    void anUploadThatSaysItIsTooLargeIsNotRead() {
        assertThat(upload(new byte[LIMIT + 2 * 1024 * 1024]).status()).isEqualTo(413);
    }

    @Test
    void anUploadOfUnknownLengthThatTurnsOutTooLargeIsRefused() {
        var body = Multipart.file("a", "x".repeat(LIMIT + 1));
        var request =
                HttpRequest.newBuilder(api.uri("/api/files/upload"))
                        .header("X-API-Key", key)
                        .header("Content-Type", Multipart.TYPE)
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                        .build();

        assertThat(api.send(request).status()).isEqualTo(413);
    }

    @Test
    void otherFieldsAreNoMatter() {
        var body =
                new Multipart()
                        .part("name=\"purpose\"", "assistants")
                        .part("name=\"file\"; filename=\"a.txt\"", "hello")
                        .part("name=\"other\"; filename=\"b\"", "bye")
                        .end();

        assertThat(upload(body).status()).isEqualTo(201);
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
        var answer = upload(new Multipart().part("name=\"file\"; " + disposition, "x").end());

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.json().path("filename").asString()).isEqualTo(shown);
    }

    @Test
    void aNameOfTenThousandCharactersIsShortened() {
        var answer = upload(Multipart.file("n".repeat(10_000) + ".txt", "x"));

        assertThat(answer.json().path("filename").asString()).hasSize(255).endsWith("nnn.txt");
    }

    /** The client says that more comes, and hangs up. */
    @Test
    void anUploadThatBreaksOffLeavesNothing() throws IOException {
        var part = new Multipart().part("name=\"file\"; filename=\"a\"", "hello").unended();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), api.port())) {
            var head =
                    """
                    POST /api/files/upload HTTP/1.1
                    Host: a
                    X-API-Key: %s
                    Content-Type: %s
                    Content-Length: 40000

                    """
                            .formatted(key, Multipart.TYPE)
                            .replace("\n", "\r\n");
            var out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.write(part);
            out.flush();
            socket.shutdownOutput();

            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 400").contains("\"status\":400");
        }
        assertThat(stored()).isEmpty();
    }

    @Test
    void aFileThatIsUnknownIsRefusedBeforeTheJobIsAccepted() {
        var answer = generate("{\"file_id\":\"01890000-0000-7000-8000-000000000000\"}", key);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asString()).isEqualTo("contents[1].file_id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    /api/count-tokens | gemini-2.5-flash     | 'contents':['a',{'file_id':'ID'}]
                    /api/count-tokens | gemini-2.5-flash     | 'request':{'generateContentRequest':{'contents':[{'parts':[{'file_id':'ID'}]}]}}
                    /api/embed        | gemini-embedding-001 | 'contents':['a',{'file_id':'ID'}]
                    """)
    void filesAreNamedInOtherJobsToo(String path, String model, String what) throws IOException {
        var id = uploaded("a", "counted");
        var body = "{'model':'" + model + "'," + what.replace("ID", id) + "}";

        var mine = api.send("POST", path, body.replace('\'', '"'), "X-API-Key", key);
        var theirs = api.send("POST", path, body.replace('\'', '"'), "X-API-Key", strangersKey);

        assertThat(mine.status()).as(mine.body()).isEqualTo(202);
        assertThat(theirs.status()).isEqualTo(400);
        assertThat(theirs.json().path("field").asString()).endsWith("file_id");
        forgetJobs();
    }

    /** The jobs of these tests are never run, and would keep their files. */
    private static void forgetJobs() throws IOException {
        for (var file : stored()) {
            Files.delete(file);
        }
    }

    @Test
    void aJobThatWasAcceptedKeepsItsFilesContent() throws IOException {
        var id = uploaded("a", "needed");
        assertThat(generate("{\"file_id\":\"" + id + "\"}", key).status()).isEqualTo(202);

        assertThat(delete(id, key).status()).isEqualTo(204);

        assertThat(show(id, key).status()).isEqualTo(404);
        assertThat(generate("{\"file_id\":\"" + id + "\"}", key).status()).isEqualTo(400);
        assertThat(stored()).hasSize(1);
        forgetJobs();
    }
}
