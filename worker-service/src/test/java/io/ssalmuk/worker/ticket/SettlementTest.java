package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.TokenUsage;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.worker.fixture.FakeNotices;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.transaction.CannotCreateTransactionException;

class SettlementTest {

    private static final JobError BUSY = new JobError("UNAVAILABLE", 503, "overloaded");

    private static final CallFacts FACTS =
            new CallFacts(
                    new ProjectId(3),
                    new CallFacts.Timing(0, Duration.ofMillis(5)),
                    TokenUsage.NONE);

    private final FakeNotices notices = new FakeNotices();

    private Settlement settlement(FakeClaims claims) {
        return Runs.settlement(claims, notices);
    }

    @Test
    void anAnswerIsWrittenAndThenToldOf() {
        var claim = Given.claim("{}");
        var claims = FakeClaims.of(claim);
        settlement(claims).complete(claim, Body.of("answer"), FACTS, UnaryOperator.identity());
        assertThat(claims.said()).containsExactly("complete answer");
        assertThat(notices.sent()).containsExactly(claim.job());
    }

    @Test
    void aFailureIsWrittenAndThenToldOf() {
        var claim = Given.claim("{}");
        var claims = FakeClaims.of(claim);
        settlement(claims).fail(claim, BUSY, FACTS);
        assertThat(claims.said()).containsExactly("fail UNAVAILABLE");
        assertThat(notices.sent()).containsExactly(claim.job());
    }

    @Test
    void anEndIsLoggedWithItsCallAndTheTokensOfItsAnswer() {
        var claim = Given.claim("{}");
        var claims = FakeClaims.of(claim);
        var answer = Body.of("{\"usageMetadata\":{\"promptTokenCount\":3,\"totalTokenCount\":8}}");
        settlement(claims).complete(claim, answer, FACTS, UnaryOperator.identity());
        settlement(claims).fail(claim, BUSY, FACTS);
        assertThat(claims.logged())
                .containsExactly(FACTS.with(new TokenUsage(3L, null, null, null, 8L)), FACTS);
    }

    static Stream<RuntimeException> absences() {
        return Stream.of(
                new DataAccessResourceFailureException("down"),
                new QueryTimeoutException("slow"),
                new CannotCreateTransactionException("no connection"));
    }

    @ParameterizedTest
    @MethodSource("absences")
    void theAnswerIsKeptUntilPostgresqlIsBack(RuntimeException absence) {
        var claim = Given.claim("{}");
        var claims = FakeClaims.of(claim).failing(absence).failing(absence).failing(absence);
        settlement(claims).complete(claim, Body.of("answer"), FACTS, UnaryOperator.identity());
        assertThat(claims.said()).containsExactly("complete answer");
        assertThat(notices.sent()).hasSize(1);
    }

    @Test
    void whatPostgresqlWillNeverTakeIsNotTriedForEver() {
        var claim = Given.claim("{}");
        var claims = FakeClaims.of(claim).failing(new DataIntegrityViolationException("never"));
        assertThatThrownBy(() ->
                        settlement(claims)
                                .complete(
                                        claim, Body.of("answer"), FACTS, UnaryOperator.identity()))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void nobodyIsToldOfAnEndThatCameTooLate() {
        var claim = Given.claim("{}");
        settlement(FakeClaims.of(claim).fenced())
                .complete(claim, Body.of("answer"), FACTS, UnaryOperator.identity());
        assertThat(notices.sent()).isEmpty();
    }

    @Test
    void troubleIsTriedAgainAfterAPauseThatGrows() {
        var first = FakeClaims.ofNothing();
        settlement(first).trouble(Given.failedBefore(0), BUSY, FACTS);
        assertThat(first.said()).containsExactly("retry after 1000");
        var second = FakeClaims.ofNothing();
        settlement(second).trouble(Given.failedBefore(1), BUSY, FACTS);
        assertThat(second.said()).containsExactly("retry after 2000");
        assertThat(notices.sent()).isEmpty();
    }

    @Test
    void enoughTroubleEndsTheJobWithTheLastError() {
        var claims = FakeClaims.ofNothing();
        settlement(claims).trouble(Given.failedBefore(2), BUSY, FACTS);
        assertThat(claims.said()).containsExactly("fail UNAVAILABLE");
        assertThat(notices.sent()).hasSize(1);
    }

    @Test
    void aReleaseTellsNobody() {
        var claims = FakeClaims.ofNothing();
        settlement(claims).release(Given.claim("{}"));
        assertThat(claims.said()).containsExactly("release");
        assertThat(notices.sent()).isEmpty();
    }
}
