package io.ssalmuk.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.simulator.GeminiSimulator;
import java.net.URI;
import org.junit.jupiter.api.Test;

class WelcomeTest {

    @Test
    void theCurlLineCanBePasted() {
        assertThat(welcome(new Upstream.Real("secret")).text())
                .containsOnlyOnce("curl ")
                .contains("http://localhost:8000/api/generate -H 'X-API-Key: k-1'")
                .contains("-H 'Content-Type: application/json' -d '{")
                .contains("\"wait\": true}'\n")
                .contains("admin token  in /srv/data/admin-token")
                .doesNotContain("SIMULATED")
                .doesNotContain("secret");
    }

    @Test
    void simulatedAnswersAreAnnounced() {
        try (var simulator = GeminiSimulator.builder().projects(2, 1).start()) {
            var upstream = new Upstream.Simulated(simulator);

            assertThat(welcome(upstream).text())
                    .contains("THE ANSWERS ARE SIMULATED")
                    .contains("GOOGLE_API_KEYS");
            assertThat(upstream.arguments())
                    .contains("--gemini.base-url=" + simulator.baseUrl())
                    .contains("--ssalmuk.simulated=true");
        }
    }

    private static Welcome welcome(Upstream upstream) {
        return new Welcome(
                URI.create("http://localhost:8000"),
                "k-1",
                "in /srv/data/admin-token",
                "40000",
                upstream);
    }
}
