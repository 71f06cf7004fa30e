package io.ssalmuk.worker.gemini;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Puts the call's key on the request, and keeps an error's body. One client serves all keys this
 * way, and no key lives longer than its call; the SDK itself would hold a key for a client's life,
 * and drops the details of errors in a stream.
 */
final class CallInterceptor implements Interceptor {

    private static final String KEY_HEADER = "x-goog-api-key";

    /** Google's error bodies are a few KB; a proxy's error page may be anything. */
    private static final long ERROR_BYTES = 64 * 1024;

    @Override
    public Response intercept(Chain chain) throws IOException {
        var scope = CallScope.CURRENT.get();
        if (scope.key() == Rehearsal.KEY) {
            return Rehearsal.answer(chain.request());
        }
        var request = chain.request().newBuilder().header(KEY_HEADER, scope.key().reveal()).build();
        var response = chain.proceed(request);
        if (!response.isSuccessful()) {
            var body = scope.key().redactFrom(response.peekBody(ERROR_BYTES).string());
            scope.error().set(new RawError(response.code(), body));
        }
        return response;
    }
}
