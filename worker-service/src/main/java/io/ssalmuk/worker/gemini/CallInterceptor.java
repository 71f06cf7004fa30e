package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import io.ssalmuk.secret.GeminiKey;
import java.io.IOException;
import java.util.Objects;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Puts the call's key and body on the request, and keeps an error's body. One client serves all
 * keys this way, and no key lives longer than its call; the SDK itself would hold a key for a
 * client's life, add a field of its own to every body, and drop the details of errors in a stream.
 */
final class CallInterceptor implements Interceptor {

    static final String KEY_HEADER = "x-goog-api-key";

    private static final String NOTHING = "{}";

    /** Google's error bodies are a few KB; a proxy's error page may be anything. */
    private static final long ERROR_BYTES = 64 * 1024;

    @Override
    public Response intercept(Chain chain) throws IOException {
        var scope = CallScope.CURRENT.get();
        if (scope.key() == Rehearsal.KEY) {
            return kept(Rehearsal.answer(chain.request()), scope);
        }
        var response = chain.proceed(replaced(chain.request(), scope));
        if (!response.isSuccessful()) {
            var body = scope.key().redactFrom(response.peekBody(ERROR_BYTES).string());
            scope.error().set(new RawError(response.code(), body));
            return response;
        }
        return kept(response, scope);
    }

    /** The SDK's types would drop what they do not know, and cost time for a large answer. */
    private static Response kept(Response response, CallScope scope) throws IOException {
        if (scope.answer().isEmpty()) {
            return response;
        }
        // OkHttp's answers to a call always have a body.
        try (var body = Objects.requireNonNull(response.body())) {
            scope.answer().get().set(new Body(body.bytes()));
        }
        return response.newBuilder().body(ResponseBody.create(NOTHING, WireBody.JSON)).build();
    }

    private static Request replaced(Request request, CallScope scope) {
        return request.newBuilder()
                .header(KEY_HEADER, scope.key().reveal())
                .post(new WireBody(scope))
                .build();
    }

    /** OkHttp refuses other characters with a message that quotes the key. */
    static boolean takes(GeminiKey key) {
        var text = key.reveal();
        return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
