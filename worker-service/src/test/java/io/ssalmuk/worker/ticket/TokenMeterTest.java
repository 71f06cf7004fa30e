package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;

class TokenMeterTest {

    private static final Duration SOON = Duration.ofSeconds(2);

    private final FakeLedger ledger = new FakeLedger();
    private final FakeGate gate = new FakeGate();
    private final FakeRatios ratios = new FakeRatios();
    private final FakeAlarms alarms = new FakeAlarms();
    private final TokenMeter meter =
            new TokenMeter(
                    ledger, gate, ratios, alarms, TransactionOperations.withoutTransaction());

    private static Body counted(long tokens) {
        return Body.of("{\"usageMetadata\":{\"promptTokenCount\":" + tokens + "}}");
    }

    /** As the end of a job does. */
    private void settle(Claim claim, Permit permit, Body answer) {
        assertThat(meter.with(permit, answer, () -> true).getAsBoolean()).isTrue();
        meter.settled(claim, permit, answer);
    }

    @Test
    void whatWasCountedReplacesWhatWasReserved() {
        settle(Given.claim("{}"), Given.permit(3), counted(25));

        assertThat(ledger.settled()).containsExactly("3 25");
        assertThat(gate.freed()).as("it was more").isEmpty();
    }

    @Test
    void whatWasNotUsedIsToldToThoseWhoWait() {
        settle(Given.claim("{}"), Given.permit(3), counted(4));

        assertThat(gate.freed()).hasSize(1);
    }

    @Test
    void aCountThatCannotBeWrittenCostsNobodyAJob() {
        var strict = meter(new DataIntegrityViolationException("not that"));

        assertThat(strict.with(Given.permit(1), counted(4), () -> true).getAsBoolean()).isTrue();
    }

    @Test
    void whileTheDatabaseIsAwayBothAreKept() {
        var away = meter(new DataAccessResourceFailureException("away"));

        assertThatThrownBy(() -> away.with(Given.permit(1), counted(4), () -> true).getAsBoolean())
                .isInstanceOf(DataAccessResourceFailureException.class);
    }

    private TokenMeter meter(DataAccessException failure) {
        var failing =
                new TransactionOperations() {
                    @Override
                    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
                        throw failure;
                    }
                };
        return new TokenMeter(ledger, gate, ratios, alarms, failing);
    }

    @Test
    void whatIsLearnedIsWrittenInOneGo() {
        var one = Given.claim("{}");
        var other = Given.claim("{}");
        settle(one, Given.permit(1), counted(4));
        settle(other, Given.permit(2), counted(5));

        alarms.pass(SOON);

        assertThat(ratios.learned()).containsExactly(Map.of(one.job(), 4L, other.job(), 5L));
        assertThat(alarms.pending()).isZero();
    }

    @Test
    void withoutTheDatabaseNothingIsLearnedAndNobodyIsHeldUp() {
        ratios.awayOnce();
        settle(Given.claim("{}"), Given.permit(1), counted(4));
        alarms.pass(SOON);

        settle(Given.claim("{}"), Given.permit(2), counted(4));
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
        settle(Given.claim("{}"), Given.permit(1), Body.of(answer.replace('\'', '"')));

        assertThat(ledger.settled()).isEmpty();
        assertThat(alarms.pending()).isZero();
    }
}
