package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    @ParameterizedTest
    @CsvSource({"1, 1000", "2, 2000", "3, 4000", "6, 32000", "7, 60000", "40, 60000", "999, 60000"})
    void thePauseDoublesUpToAMinute(int failures, long millis) {
        assertThat(new Backoff(() -> 1.0).after(failures)).hasMillis(millis);
    }

    @ParameterizedTest
    @CsvSource({"1, 500", "3, 2000", "40, 30000"})
    void chanceTakesUpToHalfOfIt(int failures, long millis) {
        assertThat(new Backoff(() -> 0.0).after(failures)).hasMillis(millis);
    }
}
