package io.ssalmuk.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

    @Test
    void everythingHasADefault() {
        var settings = Settings.of(Map.of());

        assertThat(settings.port()).isEqualTo(8000);
        assertThat(settings.workerPort()).isZero();
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.googleApiKeys()).isEmpty();
        assertThat(settings.adminToken()).isEmpty();
    }

    @Test
    void theEnvironmentDecides() {
        var settings =
                Settings.of(
                        Map.of(
                                "SERVER_PORT",
                                "8123",
                                "SSALMUK_DATA",
                                "/srv/x",
                                "GOOGLE_API_KEYS",
                                " a,b "));

        assertThat(settings.port()).isEqualTo(8123);
        assertThat(settings.data()).isEqualTo(Path.of("/srv/x"));
        assertThat(settings.googleApiKeys()).isEqualTo("a,b");
    }

    @Test
    void aBlankSecretIsNone() {
        assertThat(Settings.of(Map.of("SSALMUK_ADMIN_TOKEN", " ")).adminToken()).isEmpty();
    }

    @Test
    void aPortThatIsNoneIsRefusedByName() {
        assertThatThrownBy(() -> Settings.of(Map.of("SERVER_PORT", "http")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("SERVER_PORT")
                .hasMessageContaining("http");
        assertThatThrownBy(() -> Settings.of(Map.of("SERVER_PORT", "70000")))
                .hasMessageContaining("65535");
    }

    @Test
    void secretsAreNotPrinted() {
        var settings =
                Settings.of(
                        Map.of("GOOGLE_API_KEYS", "AIzaSecret", "SSALMUK_MASTER_KEY", "hidden"));

        assertThat(settings).hasToString("Settings[data=" + settings.data() + ", port=8000]");
        assertThat(new Upstream.Real("AIzaSecret")).hasToString("Real");
    }
}
