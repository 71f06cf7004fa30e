package io.ssalmuk.worker.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private final Random random = new Random(7);

    @Test
    void eachAttemptHasItsPauseAndAfterTheLastThereIsNone() {
        var schedule = Schedule.parse("5s, 30s,2m");

        assertThat(schedule.after(1, random).orElseThrow()).isBetween(seconds(5), seconds(6));
        assertThat(schedule.after(2, random).orElseThrow()).isBetween(seconds(30), seconds(36));
        assertThat(schedule.after(3, random).orElseThrow()).isBetween(seconds(120), seconds(144));
        assertThat(schedule.after(4, random)).isEmpty();
    }

    @Test
    void whatFailedTogetherDoesNotComeBackTogether() {
        var schedule = Schedule.parse("10s");

        assertThat(schedule.after(1, random)).isNotEqualTo(schedule.after(1, random));
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5s,", "soon", "0s", "-1s", "5 s"})
    void aScheduleThatIsNoneIsToldAtStart(String setting) {
        assertThatThrownBy(() -> Schedule.parse(setting))
                .hasMessageContaining("SSALMUK_WEBHOOK_SCHEDULE");
    }
}
