package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.worker.fixture.FakeNotices;
import io.ssalmuk.worker.fixture.Given;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class ClaimingTest {

    private final Claim claim = Given.claim("{}");
    private final FakeClaims claims = FakeClaims.of(claim);
    private final FakeAlarms alarms = new FakeAlarms();

    private Claiming claiming(FakeLife life) {
        var settlement = Runs.settlement(claims, new FakeNotices());
        return new Claiming(claims, life, settlement, alarms, Runnable::run);
    }

    @Test
    void aClaimIsMadeForTheBootThatThisProcessHas() {
        assertThat(claiming(new FakeLife()).claim(claim.job())).contains(claim);
        assertThat(claims.claimants()).extracting(Claimant::boot).containsExactly(FakeLife.FIRST);
        assertThat(alarms.pending()).isZero();
    }

    @Test
    void whoWasTakenForDeadClaimsAnew() {
        claims.bury(FakeLife.FIRST);

        assertThat(claiming(FakeLife.thatDies()).claim(claim.job())).contains(claim);

        assertThat(claims.claimants())
                .extracting(Claimant::boot)
                .containsExactly(FakeLife.FIRST, FakeLife.SECOND);
    }

    @Test
    void aClaimWhoseAnswerWasLostIsGivenUpAndAgainWhenItMayHaveComeLate() {
        var cut = new DataAccessResourceFailureException("cut");
        claims.failing(cut).failing(new DataAccessResourceFailureException("still away"));

        assertThatThrownBy(() -> claiming(new FakeLife()).claim(claim.job())).isSameAs(cut);

        var lost = claims.claimants();
        assertThat(lost).hasSize(1);
        assertThat(claims.disowned()).isEqualTo(lost);
        alarms.pass(Claiming.LATE);
        assertThat(claims.disowned()).containsExactly(lost.getFirst(), lost.getFirst());
    }
}
