package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.JobError;
import io.ssalmuk.secret.GeminiKey;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Files API over plain HTTP: the SDK's needs a client per key, and reads a file as a whole when
 * it is a stream.
 */
@Component
final class HttpUpstreamFiles implements UpstreamFiles {

    /** As Google's own clients send. */
    private static final long PIECE = 8L * 1024 * 1024;

    private static final long ANSWER_BYTES = 64 * 1024;

    private static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private static final String COMMAND = "X-Goog-Upload-Command";
    private static final String STATUS = "X-Goog-Upload-Status";

    private final OkHttpClient http;
    private final HttpUrl base;

    HttpUpstreamFiles(GeminiProperties properties) {
        this.base = HttpUrl.get(properties.baseUrl());
        this.http =
                new OkHttpClient.Builder()
                        .readTimeout(properties.callTimeout())
                        .writeTimeout(properties.callTimeout())
                        .callTimeout(properties.callTimeout())
                        .connectionPool(new ConnectionPool(16, 30, TimeUnit.SECONDS))
                        .followRedirects(false)
                        .build();
    }

    /** An HTTP answer, read whole. */
    private record Answer(int status, String uploadUrl, String uploadStatus, String body) {

        boolean ok() {
            return status / 100 == 2;
        }
    }

    /** One exchange. */
    private interface Exchange {
        FileAnswer run() throws IOException;
    }

    @Override
    public FileAnswer upload(GeminiKey key, Outgoing file) throws InterruptedException {
        return exchange(() -> {
            var begun = send(key, begin(file));
            return begun.ok() ? sendPieces(key, begun, file) : trouble(begun);
        });
    }

    private Request.Builder begin(Outgoing file) {
        var about = Map.of("file", Map.of("mimeType", file.mimeType(), "sizeBytes", file.size()));
        return request(at("upload/v1beta/files"))
                .header("X-Goog-Upload-Protocol", "resumable")
                .header(COMMAND, "start")
                .header("X-Goog-Upload-Header-Content-Length", Long.toString(file.size()))
                .header("X-Goog-Upload-Header-Content-Type", file.mimeType())
                .post(RequestBody.create(JsonMapper.shared().writeValueAsBytes(about), JSON));
    }

    private FileAnswer sendPieces(GeminiKey key, Answer begun, Outgoing file) throws IOException {
        var url = HttpUrl.parse(begun.uploadUrl());
        if (url == null) {
            return FileJson.unreadable();
        }
        try (var stream = file.open()) {
            return sendPieces(key, throughOurBase(url), stream, file);
        }
    }

    private FileAnswer sendPieces(GeminiKey key, HttpUrl url, InputStream stream, Outgoing file)
            throws IOException {
        long sent = 0;
        while (true) {
            long next = Math.min(PIECE, file.size() - sent);
            boolean last = sent + next == file.size();
            var piece =
                    request(url)
                            .header(COMMAND, last ? "upload, finalize" : "upload")
                            .header("X-Goog-Upload-Offset", Long.toString(sent))
                            .post(new PieceBody(stream, next));
            var answer = send(key, piece);
            if (!answer.ok()) {
                return trouble(answer);
            }
            if (last) {
                return FileJson.read(answer.body());
            }
            if (!answer.uploadStatus().equals("active")) {
                return FileJson.unreadable();
            }
            file.underWay();
            sent += next;
        }
    }

    /** Where a proxy stands in front of Google, it does so for uploads too. */
    private HttpUrl throughOurBase(HttpUrl url) {
        var through = at(url.encodedPath().substring(1)).newBuilder();
        return through.encodedQuery(url.encodedQuery()).build();
    }

    private HttpUrl at(String path) {
        return base.newBuilder().addPathSegments(path).build();
    }

    @Override
    public FileAnswer look(GeminiKey key, String name) throws InterruptedException {
        return exchange(() -> {
            var answer = send(key, request(at("v1beta/" + name)).get());
            return answer.ok() ? FileJson.read(answer.body()) : absentOr(answer);
        });
    }

    @Override
    public FileAnswer delete(GeminiKey key, String name) throws InterruptedException {
        return exchange(() -> {
            var answer = send(key, request(at("v1beta/" + name)).delete());
            return answer.ok() ? new FileAnswer.Absent() : absentOr(answer);
        });
    }

    private static Request.Builder request(HttpUrl url) {
        return new Request.Builder().url(url);
    }

    private Answer send(GeminiKey key, Request.Builder request) throws IOException {
        request.header(CallInterceptor.KEY_HEADER, key.reveal());
        try (var response = http.newCall(request.build()).execute()) {
            return new Answer(
                    response.code(),
                    Objects.requireNonNullElse(response.header("X-Goog-Upload-URL"), ""),
                    Objects.requireNonNullElse(response.header(STATUS), ""),
                    key.redactFrom(text(response)));
        }
    }

    private static String text(Response response) throws IOException {
        return response.peekBody(ANSWER_BYTES).string();
    }

    private static FileAnswer absentOr(Answer answer) {
        return MissingFile.isMeantBy(answer.status(), answer.body())
                ? new FileAnswer.Absent()
                : trouble(answer);
    }

    private static FileAnswer trouble(Answer answer) {
        var raw = new RawError(answer.status(), answer.body());
        return new FileAnswer.Trouble(ErrorClassifier.classify(raw));
    }

    private static FileAnswer exchange(Exchange exchange) throws InterruptedException {
        try {
            return exchange.run();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.getMessage());
            }
            return new FileAnswer.Trouble(
                    new CallOutcome.Trouble(
                            new JobError(
                                    "UPSTREAM_UNREACHABLE",
                                    null,
                                    "No answer from Gemini's Files API: " + e.getMessage()),
                            false));
        }
    }
}
