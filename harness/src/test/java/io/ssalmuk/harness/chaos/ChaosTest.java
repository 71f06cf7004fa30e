package io.ssalmuk.harness.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.harness.chaos.ChaosRun.Load;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A chaos run as {@code ./ssalmuk chaos} makes them, with a fault of most kinds. */
@Timeout(360)
class ChaosTest {

    private static final long SEED = 2026;

    @Test
    void everyJobEndsOnceWhateverBreaks() throws Exception {
        var findings = new ChaosRun(SEED, Load.small(), Optional.empty()).run();

        assertThat(findings.violations()).isEmpty();
        assertThat(findings.acknowledged()).isEqualTo(Load.small().jobs());
    }
}
