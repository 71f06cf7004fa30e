package io.ssalmuk.quota;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PermitTest {

    @Test
    void aPermitIsUsableUntilItsUseByAndNotAtIt() {
        var permit = permit(1_000);

        assertThat(permit.usableAt(1_000)).isTrue();
        assertThat(permit.usableAt(1_000 + 449_999_999L)).isTrue();
        assertThat(permit.usableAt(1_000 + 450_000_000L)).isFalse();
    }

    @Test
    void theMonotonicClockMayOverflowMeanwhile() {
        var permit = permit(Long.MAX_VALUE);

        assertThat(permit.usableAt(Long.MIN_VALUE)).isTrue();
        assertThat(permit.usableAt(Long.MIN_VALUE + 450_000_000L)).isFalse();
    }

    private static Permit permit(long issuedNanos) {
        return new Permit(
                1,
                1,
                new ProjectId(1),
                new KeyId(1),
                "gemini-flash",
                1,
                10,
                issuedNanos,
                Duration.ofMillis(450));
    }
}
