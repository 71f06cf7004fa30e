package io.ssalmuk.api.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorsPropertiesTest {

    @Test
    void originsAreStrippedAndEmptyOnesLeftOut() {
        var properties = new CorsProperties(List.of(" https://a.example ", "", "*"));

        assertThat(properties.origins()).containsExactly("https://a.example", "*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.example", "https://a.example/", "ftp://a.example", "https://", "a b"})
    void whatIsNoOriginIsRefusedByTheSettingsName(String origin) {
        assertThatThrownBy(() -> new CorsProperties(List.of(origin)))
                .hasMessageContaining("SSALMUK_CORS_ORIGINS")
                .hasMessageContaining(origin);
    }
}
