package io.ssalmuk.worker.gemini;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where and how Gemini is called.
 *
 * @param baseUrl without the API version
 * @param callTimeout from the call's start to the last byte of its answer
 * @param maxConcurrent connections that are kept open, at the most
 */
@ConfigurationProperties("gemini")
record GeminiProperties(
        @DefaultValue("https://generativelanguage.googleapis.com") String baseUrl,
        @DefaultValue("10m") Duration callTimeout,
        @DefaultValue("256") int maxConcurrent) {

    GeminiProperties {
        if (!baseUrl.matches("https?://.+")) {
            throw new IllegalArgumentException(
                    "GEMINI_BASE_URL must begin with http:// or https://, but is " + baseUrl);
        }
        if (callTimeout.isNegative() || callTimeout.isZero()) {
            throw new IllegalArgumentException("SSALMUK_CALL_TIMEOUT must be more than zero");
        }
    }
}
