package io.ssalmuk.api.exchange;

import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which web pages may call the API from a browser.
 *
 * @param origins such as {@code https://app.example.com}, or {@code *} for all; empty for none
 */
@ConfigurationProperties("ssalmuk.cors")
record CorsProperties(@DefaultValue({}) List<String> origins) {

    static final String ALL = "*";

    CorsProperties {
        origins = origins.stream().map(String::strip).filter(origin -> !origin.isEmpty()).toList();
        origins.forEach(CorsProperties::check);
    }

    private static void check(String origin) {
        if (!origin.equals(ALL) && !isOrigin(origin)) {
            throw new IllegalArgumentException(
                    "SSALMUK_CORS_ORIGINS: '"
                            + origin
                            + "' is not an origin such as https://app.example.com, without a path");
        }
    }

    private static boolean isOrigin(String origin) {
        try {
            var uri = URI.create(origin);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && (uri.getScheme() + "://" + uri.getAuthority()).equals(origin);
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
