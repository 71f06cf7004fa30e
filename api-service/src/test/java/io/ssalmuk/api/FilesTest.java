package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients' files over HTTP, and jobs that name them. */
final class FilesTest {

    @TempDir private static Path folder;

    private static UploadScene scene;
    private static RunningApi api;
    private static String key;
    private static String strangersKey;

    @BeforeAll
    static void start() {
        scene = UploadScene.start(folder);
        api = scene.api();
        key = scene.key();
        strangersKey = api.newKey();
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @AfterEach
    void everyFileCanBeDeletedAndLeavesNothing() throws IOException {
        scene.tidyUp();
    }

    private static Answer show(String id, String who) {
        return api.send("GET", "/api/files/" + id, "", "X-API-Key", who);
    }

    private static Answer generate(String part, String who) {
        var body = "{\"model\":\"gemini-2.5-flash\",\"contents\":[\"a\"," + part + "]}";
        return api.send("POST", "/api/generate", body, "X-API-Key", who);
    }

    @Test
    void anUploadedFileIsDescribed() {
        var answer = scene.upload(Multipart.file("notes.txt", "hello"));

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
        var one = scene.uploaded("a", "same");
        var two = scene.uploaded("b", "same");
        assertThat(one).isNotEqualTo(two);
        assertThat(scene.stored()).hasSize(1);

        scene.delete(one, key);
        assertThat(scene.stored()).hasSize(1);
        scene.delete(two, key);
        assertThat(scene.stored()).isEmpty();
    }

    @Test
    void anotherClientsFileLooksLikeNone() {
        var id = scene.uploaded("mine", "mine");

        assertThat(show(id, strangersKey).status()).isEqualTo(404);
        assertThat(scene.delete(id, strangersKey).status()).isEqualTo(404);
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
        var ids = Stream.of("1", "2", "3").map(n -> scene.uploaded(n, n)).toList().reversed();

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
        var id = scene.uploaded("a", "counted");
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
        for (var file : scene.stored()) {
            Files.delete(file);
        }
    }

    @Test
    void aStreamTakesItsClientsFilesOnly() {
        var id = scene.uploaded("mine", "mine");
        var body =
                "{\"model\":\"gemini-2.5-flash\",\"contents\":[{\"file_id\":\"%s\"}]}"
                        .formatted(id);

        var answer = api.send("POST", "/api/generate-stream", body, "X-API-Key", strangersKey);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("field").asString()).isEqualTo("contents[0].file_id");
    }

    @Test
    void aJobThatWasAcceptedKeepsItsFilesContent() throws IOException {
        var id = scene.uploaded("a", "needed");
        assertThat(generate("{\"file_id\":\"" + id + "\"}", key).status()).isEqualTo(202);

        assertThat(scene.delete(id, key).status()).isEqualTo(204);

        assertThat(show(id, key).status()).isEqualTo(404);
        assertThat(generate("{\"file_id\":\"" + id + "\"}", key).status()).isEqualTo(400);
        assertThat(scene.stored()).hasSize(1);
        forgetJobs();
    }
}
