package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

class WarmUpTest {
    @Test
    void aWarmUpLeavesNothingBehindAndMayBeRepeated() {
        assertThatCode(
                        () -> {
                            WarmUp.run();
                            WarmUp.run();
                        })
                .doesNotThrowAnyException();
    }
}
