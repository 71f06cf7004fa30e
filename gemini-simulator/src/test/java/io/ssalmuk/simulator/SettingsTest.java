package io.ssalmuk.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.simulator.project.Tier;
import io.ssalmuk.simulator.quota.WindowKind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void projectsAndKeysAreNumbered() {
        try (var simulator = start("--projects 2 --keys-per-project=2 --tier tier-1")) {
            assertThat(simulator.keys()).hasSize(4);
            assertThat(simulator.keys().getLast().name()).isEqualTo("project-2/key-2");
            assertThat(simulator.keys().getLast().project().tier()).isEqualTo(Tier.TIER_1);
        }
    }

    @Test
    void keysAreNamedAsInTheEnvironmentOfTheService() {
        try (var simulator = start("--keys teamA:a1,teamA:a2,b1")) {
            assertThat(simulator.keys())
                    .extracting(ApiKey::secret)
                    .containsExactly("a1", "a2", "b1");
            assertThat(simulator.keys())
                    .extracting(key -> key.project().id())
                    .containsExactly("teamA", "teamA", "key-1");
        }
    }

    @Test
    void aLimitThatIsNotGivenIsOff() {
        try (var simulator = start("--rpm 2")) {
            Caller caller = Caller.of(simulator);
            caller.ask("x");

            var limits = simulator.controls().ledger().getFirst().limits();
            assertThat(limits.rpm()).hasValue(2);
            assertThat(limits.tpm()).isEmpty();
            assertThat(limits.rpd()).isEmpty();
        }
    }

    @Test
    void limitsAreListedByModel() {
        try (var simulator = start("--limits gemini-2.5-flash=7/-/9,*=1/2/3")) {
            Caller caller = Caller.of(simulator);
            caller.ask("x");
            caller.ask("gemini-2.5-pro", "x");

            var flash = simulator.controls().ledger("project-1", "gemini-2.5-flash").orElseThrow();
            var pro = simulator.controls().ledger("project-1", "gemini-2.5-pro").orElseThrow();
            assertThat(flash.limits().rpm()).hasValue(7);
            assertThat(flash.limits().tpm()).isEmpty();
            assertThat(pro.limits().rpd()).hasValue(3);
        }
    }

    @Test
    void theRestIsUnderstoodToo() {
        try (var simulator =
                start(
                        "--window sliding --day-hint minute-end --refusals-count true"
                                + " --unavailable-counts false --latency 2,1 --arrival-jitter-ms 1"
                                + " --chunks 2 --chunk-gap-ms 1 --file-processing-ms 5 --seed 4"
                                + " --prompt-tokens 5 --echo-unknown true --call-log 10"
                                + " --keep-bodies 1 --model tuned=gemini-2.5-flash --latency-ms 1"
                                + " --host 127.0.0.1 --fault hang=0 --fault503 1")) {
            assertThat(Caller.of(simulator).ask("tuned", "x").status()).isEqualTo(503);
            assertThat(simulator.controls().rules().window()).isEqualTo(WindowKind.SLIDING);
            assertThat(simulator.controls().bodies()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--colour red       | --colour is not a setting",
                "port 1             | port is not a setting",
                "--rpm              | --rpm takes a value",
                "--rpm many         | --rpm takes a whole number",
                "--tier gold        | --tier takes one of",
                "--limits x         | --limits takes model=rpm/tpm/rpd",
                "--limits x=1/2     | Limits are written rpm/tpm/rpd",
                "--limits x=1/2/y   | whole number or -",
                "--fault hang       | --fault takes KIND=RATE",
                "--fault hang=often | share from 0 to 1",
                "--fault503 7       | from 0 to 1"
            })
    void aMistakeIsExplained(String line, String words) {
        assertThatThrownBy(() -> start(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(words);
    }

    @Test
    void helpNamesEverySetting() {
        assertThat(Flag.ALL)
                .allSatisfy(flag -> assertThat(Flag.help()).contains("--" + flag.name()));
    }

    @Test
    void aPortThatIsTakenIsReported() {
        try (var first = start("--projects 1")) {
            assertThatThrownBy(() -> GeminiSimulator.builder().port(first.port()).start())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("did not start");
        }
    }

    private static GeminiSimulator start(String line) {
        CommandLine parsed = CommandLine.parse(List.of(line.strip().split(" ")));
        return Settings.builder(parsed).port(0).start();
    }
}
