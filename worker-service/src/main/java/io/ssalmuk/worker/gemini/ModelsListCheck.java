package io.ssalmuk.worker.gemini;

import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import java.io.IOException;
import java.time.Duration;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.springframework.stereotype.Component;

/** Asks for the list of models, which is free, and works also while a project's quota is spent. */
@Component
final class ModelsListCheck implements KeyCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long ERROR_BYTES = 64 * 1024;

    private final OkHttpClient http;
    private final String url;

    ModelsListCheck(GeminiProperties properties) {
        this.http = new OkHttpClient.Builder().callTimeout(PATIENCE).followRedirects(false).build();
        this.url = properties.baseUrl().replaceAll("/+$", "") + "/v1beta/models?pageSize=1";
    }

    @Override
    public Health check(GeminiKey key) {
        if (!CallInterceptor.takes(key)) {
            return new Health.Faulty(new KeyFault("it has characters that no Gemini key has"));
        }
        var request = new Request.Builder().url(url).header("x-goog-api-key", key.reveal()).build();
        try (var response = http.newCall(request).execute()) {
            return response.isSuccessful() ? new Health.Works() : health(response, key);
        } catch (IOException e) {
            return new Health.Unknown(e.getClass().getSimpleName());
        }
    }

    private static Health health(Response response, GeminiKey key) throws IOException {
        var body = key.redactFrom(response.peekBody(ERROR_BYTES).string());
        return ErrorClassifier.classify(new RawError(response.code(), body))
                        instanceof KeyFault fault
                ? new Health.Faulty(fault)
                : new Health.Unknown("HTTP " + response.code());
    }
}
