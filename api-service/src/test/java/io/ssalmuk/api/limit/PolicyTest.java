package io.ssalmuk.api.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientLimits;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PolicyTest {

    @Test
    void limitsAreToldAsTheDraftSpellsThem() {
        var limits = new ClientLimits(600, 50, 1_000, 5_000_000L);

        assertThat(Policy.describe(Policy.of(limits)))
                .isEqualTo(
                        "\"requests\";q=600;w=60, \"jobs\";q=50;qu=\"jobs\","
                                + " \"jobs-per-day\";q=1000;w=86400;qu=\"jobs\","
                                + " \"tokens-per-day\";q=5000000;w=86400;qu=\"tokens\"");
        assertThat(Policy.of(ClientLimits.NONE)).isEmpty();
    }

    @Test
    void whatIsLeftIsNeverLessThanNothing() {
        assertThat(Policy.requests(600).standing(17, Duration.ofMillis(12_300)))
                .isEqualTo("\"requests\";r=17;t=13");
        assertThat(Policy.openJobs(5).standing(-1, null)).isEqualTo("\"jobs\";r=0");
    }

    @Test
    void aWindowEndsAtTheNextFullMinuteOrMidnight() {
        var now = Instant.parse("2026-07-01T12:34:56.7Z");

        assertThat(Window.MINUTE.end(now)).isEqualTo("2026-07-01T12:35:00Z");
        assertThat(Window.MINUTE.end(Instant.parse("2026-07-01T12:35:00Z")))
                .isEqualTo("2026-07-01T12:36:00Z");
        assertThat(Window.DAY.end(now)).isEqualTo("2026-07-02T00:00:00Z");
    }
}
