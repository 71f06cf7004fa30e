package io.ssalmuk.worker.gemini;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/**
 * The one HTTP client of this process; with a custom client the SDK sets no timeouts of its own.
 */
final class SharedHttpClient {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    /** Shorter than any server's, so that a call seldom meets a connection that was just closed. */
    private static final long KEEP_ALIVE_SECONDS = 30;

    private SharedHttpClient() {}

    static OkHttpClient of(GeminiProperties properties) {
        return new OkHttpClient.Builder()
                .connectTimeout(CONNECT_WITHIN)
                // A long thought sends no byte for minutes: only the whole call has an end.
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(properties.callTimeout())
                .connectionPool(
                        new ConnectionPool(
                                properties.maxConcurrent(), KEEP_ALIVE_SECONDS, TimeUnit.SECONDS))
                // OkHttp would send a POST twice when its connection dies: one permit, one call.
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .addInterceptor(new CallInterceptor())
                .addNetworkInterceptor(new DepartureGuard())
                .build();
    }
}
