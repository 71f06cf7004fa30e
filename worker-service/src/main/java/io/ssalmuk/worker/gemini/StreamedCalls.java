package io.ssalmuk.worker.gemini;

import static java.util.Objects.requireNonNull;

import io.ssalmuk.job.Claim;
import java.io.IOException;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;

/**
 * Calls whose answer comes as server-sent events, past the SDK, whose typed stream would lose every
 * field that it does not know.
 */
final class StreamedCalls {

    /** The interceptor replaces it. */
    private static final RequestBody PLACEHOLDER = RequestBody.create(new byte[0]);

    private final OkHttpClient http;
    private final HttpUrl base;

    StreamedCalls(OkHttpClient http, String baseUrl) {
        this.http = http;
        this.base = HttpUrl.get(baseUrl);
    }

    CallOutcome call(Claim claim, CallScope scope, Chunks chunks) {
        try (var response = http.newCall(request(claim.model())).execute()) {
            var error = scope.error().get();
            return error == null
                    ? new StreamReading(scope.key(), chunks)
                            .read(requireNonNull(response.body(), "body").byteStream())
                    : ErrorClassifier.classify(error);
        } catch (IOException e) {
            return GenAiUpstream.lost(e);
        }
    }

    private Request request(String model) {
        var url =
                base.newBuilder()
                        .addPathSegments("v1beta/models")
                        .addPathSegment(model + ":streamGenerateContent")
                        .addQueryParameter("alt", "sse")
                        .build();
        return new Request.Builder()
                .url(url)
                // A compressed stream may sit in somebody's buffer until a block is full.
                .header("Accept-Encoding", "identity")
                .header("Accept", "text/event-stream")
                .post(PLACEHOLDER)
                .build();
    }
}
