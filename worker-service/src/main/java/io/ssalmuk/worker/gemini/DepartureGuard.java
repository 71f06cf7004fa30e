package io.ssalmuk.worker.gemini;

import java.io.IOException;
import okhttp3.Interceptor;
import okhttp3.Response;

/**
 * Runs between the connection and the first byte: the body is built, names are resolved, TLS
 * stands. Whatever took too long up to here took it before anything was sent.
 */
final class DepartureGuard implements Interceptor {

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (!CallScope.CURRENT.get().departure().isInTime()) {
            throw new LateException();
        }
        return chain.proceed(chain.request());
    }

    /** The call did not leave. */
    static final class LateException extends IOException {
        LateException() {
            super("the permit ran out before the first byte was sent");
        }
    }
}
