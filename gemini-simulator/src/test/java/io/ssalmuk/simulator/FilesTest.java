package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.clock.MutableClock;
import io.ssalmuk.simulator.quota.Limits;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FilesTest {
    private final MutableClock clock =
            MutableClock.stoppedAt(Instant.parse("2026-11-22T10:00:00Z"));
    private final GeminiSimulator simulator =
            GeminiSimulator.builder()
                    .virtualTime(clock)
                    .projects(2, 1)
                    .limits(Limits.NONE)
                    .fileProcessing(Duration.ofSeconds(5))
                    .start();
    private final Caller owner = Caller.of(simulator, 0);
    private final Caller stranger = Caller.of(simulator, 1);

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void aFileIsUploadedInChunks() throws NoSuchAlgorithmException {
        String upload = begin();

        Answer first = send(upload, "upload", 0, "hello ");
        Answer last = send(upload, "upload, finalize", 6, "world");

        assertThat(first.header("x-goog-upload-status")).isEqualTo("active");
        assertThat(last.header("x-goog-upload-status")).isEqualTo("final");
        JsonNode file = last.json().path("file");
        assertThat(file.path("sizeBytes").asString()).isEqualTo("11");
        assertThat(file.path("mimeType").asString()).isEqualTo("text/plain");
        assertThat(file.path("displayName").asString()).isEqualTo("notes");
        assertThat(file.path("sha256Hash").asString()).isEqualTo(sha256("hello world"));
        assertThat(file.path("expirationTime").asString()).isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void aChunkAtTheWrongPlaceIsRefusedAndTheUploadGoesOn() {
        String upload = begin();
        send(upload, "upload", 0, "hello ");

        assertThat(send(upload, "upload", 3, "lo ").status()).isEqualTo(400);
        assertThat(send(upload, "query", 0, "").header("x-goog-upload-size-received"))
                .isEqualTo("6");
        assertThat(send(upload, "upload, finalize", 6, "world").status()).isEqualTo(200);
    }

    @Test
    void aCancelledUploadIsGone() {
        String upload = begin();

        assertThat(send(upload, "cancel", 0, "").status()).isEqualTo(200);
        assertThat(send(upload, "upload", 0, "x").status()).isEqualTo(404);
    }

    @Test
    void anUploadThatDoesNotBeginProperlyIsRefused() {
        assertThat(owner.post("/upload/v1beta/files", "{}").status()).isEqualTo(400);
    }

    @Test
    void aFileIsProcessedBeforeItIsActive() {
        String name = uploaded();

        assertThat(owner.get("/v1beta/" + name).json().path("state").asString())
                .isEqualTo("PROCESSING");
        assertThat(promptWith(owner, name).status()).isEqualTo(400);
        clock.advance(Duration.ofSeconds(5));
        assertThat(owner.get("/v1/" + name).json().path("state").asString()).isEqualTo("ACTIVE");
        assertThat(promptWith(owner, name).status()).isEqualTo(200);
    }

    @Test
    void aFileOfAnotherProjectIsForbidden() {
        String name = uploaded();
        clock.advance(Duration.ofSeconds(5));

        assertThat(stranger.get("/v1beta/" + name).status()).isEqualTo(403);
        assertThat(promptWith(stranger, name).status()).isEqualTo(403);
        assertThat(stranger.get("/v1beta/files").json().path("files")).isEmpty();
        assertThat(owner.get("/v1beta/files").json().path("files")).hasSize(1);
        assertThat(delete(stranger, name).status()).isEqualTo(403);
    }

    @Test
    void aFileIsGoneAfterTwoDays() {
        String name = uploaded();

        clock.advance(Duration.ofDays(2));

        assertThat(owner.get("/v1beta/" + name).status()).isEqualTo(404);
        assertThat(promptWith(owner, name).status()).isEqualTo(404);
    }

    @Test
    void aDeletedFileIsGone() {
        String name = uploaded();

        assertThat(delete(owner, name).status()).isEqualTo(200);
        assertThat(owner.get("/v1beta/" + name).status()).isEqualTo(404);
    }

    @Test
    void aCallThatRefersToNoFileOfTheirsCostsNothing() {
        promptWith(owner, "files/none");

        assertThat(simulator.controls().ledger()).isEmpty();
    }

    @Test
    void uploadsAreCountedAlsoOfFilesThatAreGone() {
        String name = uploaded();
        uploaded();
        delete(owner, name);

        JsonNode view = owner.get("/_sim/files").json();

        assertThat(view.at("/uploads/project-1").asInt()).isEqualTo(2);
        assertThat(view.path("files")).hasSize(1);
        assertThat(view.at("/files/0/project").asString()).isEqualTo("project-1");
    }

    @Test
    void filesCanBeLost() {
        String name = uploaded();

        order("{\"lost\":true}");

        assertThat(owner.get("/v1beta/" + name).status()).isEqualTo(404);
    }

    @Test
    void filesCanBeOfNoUse() {
        order("{\"failing\":true}");
        String name = uploaded();
        clock.advance(Duration.ofSeconds(5));

        JsonNode file = owner.get("/v1beta/" + name).json();

        assertThat(file.path("state").asString()).isEqualTo("FAILED");
        assertThat(file.at("/error/message").asString()).isNotEmpty();
        assertThat(promptWith(owner, name).status()).isEqualTo(400);
    }

    private void order(String body) {
        assertThat(owner.send("POST", "/_sim/files", Map.of(), body).status()).isEqualTo(200);
    }

    @Test
    void whatIsNoFileOfTheApiIsNotLookedFor() {
        Answer answer =
                owner.generate(
                        "{\"contents\":[{\"parts\":[{\"text\":\"x\"},{\"fileData\":{\"fileUri\":\"https://youtu.be/abc\"}}]}]}");

        assertThat(answer.status()).isEqualTo(200);
    }

    private String uploaded() {
        return send(begin(), "upload, finalize", 0, "hello").json().at("/file/name").asString();
    }

    private String begin() {
        Answer begun =
                owner.send(
                        "POST",
                        "/upload/v1beta/files",
                        Map.of(
                                "x-goog-api-key", owner.key(),
                                "X-Goog-Upload-Protocol", "resumable",
                                "X-Goog-Upload-Command", "start",
                                "X-Goog-Upload-Header-Content-Type", "text/plain"),
                        "{\"file\":{\"display_name\":\"notes\"}}");
        assertThat(begun.header("x-goog-upload-status")).isEqualTo("active");
        URI url = URI.create(begun.header("x-goog-upload-url"));
        return url.getPath() + "?" + url.getQuery();
    }

    private Answer send(String upload, String command, long offset, String bytes) {
        var headers =
                Map.of(
                        "X-Goog-Upload-Command",
                        command,
                        "X-Goog-Upload-Offset",
                        Long.toString(offset));
        return owner.send("POST", upload, headers, bytes);
    }

    private static Answer promptWith(Caller caller, String name) {
        String part = "{\"file_data\":{\"file_uri\":\"https://host/v1beta/" + name + "\"}}";
        return caller.generate("{\"contents\":[{\"parts\":[" + part + "]}]}");
    }

    private static Answer delete(Caller caller, String name) {
        return caller.send("DELETE", "/v1beta/" + name, Map.of("x-goog-api-key", caller.key()), "");
    }

    private static String sha256(String text) throws NoSuchAlgorithmException {
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getEncoder().encodeToString(digest);
    }
}
