package io.ssalmuk.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.RunningApi.Answer;
import io.ssalmuk.testing.TestRabbit;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A running service with a folder of its own, small limits, and no worker. */
record UploadScene(RunningApi api, Path folder, String key, LogTrap log) implements AutoCloseable {

    static final int LIMIT = 64 * 1024;

    static UploadScene start(Path folder) {
        var api =
                RunningApi.start(
                        RunningApi.database(),
                        TestRabbit.newVhost(),
                        "ssalmuk.files=" + folder,
                        "ssalmuk.file.limit=" + LIMIT + "B",
                        "ssalmuk.wait.most=50ms",
                        "ssalmuk.request.limit=1KB");
        return new UploadScene(api, folder, api.newKey(), LogTrap.open());
    }

    List<Path> stored() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    Answer upload(byte[] body, String type) {
        var request =
                HttpRequest.newBuilder(api.uri("/api/files/upload"))
                        .header("X-API-Key", key)
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofByteArray(body))
                        .build();
        return api.send(request);
    }

    Answer upload(byte[] body) {
        return upload(body, Multipart.TYPE);
    }

    String uploaded(String name, String content) {
        var answer = upload(Multipart.file(name, content));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    Answer delete(String id, String who) {
        return api.send("DELETE", "/api/files/" + id, "", "X-API-Key", who);
    }

    /** Every file can be deleted and leaves nothing, and nothing was logged that should not be. */
    void tidyUp() throws IOException {
        for (var file : api.send("GET", "/api/files", "", "X-API-Key", key).json().path("files")) {
            assertThat(delete(file.path("id").asString(), key).status()).isEqualTo(204);
        }
        assertThat(stored()).isEmpty();
        assertThat(log.aboveWarn()).isEmpty();
    }

    @Override
    public void close() {
        log.close();
        api.close();
    }
}
