package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.Body;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenMeterTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final FakeLedger ledger = new FakeLedger();
    private final FakeGate gate = new FakeGate();
    private final FakeRatios ratios = new FakeRatios();
    private final FakeAlarms alarms = new FakeAlarms();
    private final TokenMeter meter = new TokenMeter(ledger, gate, ratios, alarms);

    private static Body counted(long tokens) {
        return Body.of("{\"usageMetadata\":{\"promptTokenCount\":" + tokens + "}}");
    }

    @Test
    void whatWasCountedReplacesWhatWasReserved() {
        meter.settle(Given.claim("{}"), Given.permit(3), counted(25));

        assertThat(ledger.settled()).containsExactly("3 25");
        assertThat(gate.freed()).as("it was more").isEmpty();
    }

    @Test
    void whatWasNotUsedIsToldToThoseWhoWait() {
        meter.settle(Given.claim("{}"), Given.permit(3), counted(4));

        assertThat(gate.freed()).hasSize(1);
    }

    @Test
    void whatIsLearnedIsWrittenInOneGo() {
        var one = Given.claim("{}");
        var other = Given.claim("{}");
        meter.settle(one, Given.permit(1), counted(4));
        meter.settle(other, Given.permit(2), counted(5));

        alarms.pass(SOON);

        assertThat(ratios.learned()).containsExactly(Map.of(one.job(), 4L, other.job(), 5L));
        assertThat(alarms.pending()).isZero();
    }

    @Test
    void withoutTheDatabaseNothingIsLearnedAndNobodyIsHeldUp() {
        ratios.awayOnce();
        meter.settle(Given.claim("{}"), Given.permit(1), counted(4));
        alarms.pass(SOON);

        meter.settle(Given.claim("{}"), Given.permit(2), counted(4));
        alarms.pass(SOON);

        assertThat(ratios.learned()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'usageMetadata':{'promptTokenCount':7,'toolUsePromptTokenCount':3}}     | 10",
                "{'candidates':[{'usageMetadata':{'promptTokenCount':1}}],'usageMetadata':"
                        + "{'promptTokensDetails':[{'promptTokenCount':5}],'promptTokenCount':9}} | 9"
            })
    void toolsInputCountsToo(String answer, long tokens) {
        assertThat(CountedInput.of(Body.of(answer.replace('\'', '"')))).hasValue(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "[]",
                "answer",
                "{'usageMetadata':7}",
                "{'usageMetadata':{'promptTokenCount':'x'}}",
                "{'usageMetadata':{'promptTokenCount':-4}}",
                "{'usageMetadata':{'promptTokenCount':99999999999999999999}}",
                "{'usageMetadata':{"
            })
    void anAnswerThatDoesNotTellLeavesTheEstimate(String answer) {
        meter.settle(Given.claim("{}"), Given.permit(1), Body.of(answer.replace('\'', '"')));

        assertThat(ledger.settled()).isEmpty();
        assertThat(alarms.pending()).isZero();
    }
}
