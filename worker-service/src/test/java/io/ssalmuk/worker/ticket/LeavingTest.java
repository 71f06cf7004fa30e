package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.ssalmuk.job.Body;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.attachment.Prepared;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.OutgoingBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class LeavingTest {

    private final FakeLedger ledger = new FakeLedger();
    private final Permit fresh = Given.permit(1);

    /** As if it had been leased so long ago. */
    private Permit aged(Duration age) {
        var permit = fresh.renewed(fresh.issuedNanos() - age.toNanos());
        return new Permit(
                permit.lease(),
                permit.bucketId(),
                permit.project(),
                permit.key(),
                permit.bucket(),
                permit.units(),
                permit.tokens(),
                permit.issuedNanos(),
                Duration.ofMillis(300));
    }

    private Leaving leaving(Permit permit, OutgoingBody body) {
        return new Leaving(
                new Prepared.Ready(permit, body, UnaryOperator.identity()),
                CallWatch.of(permit),
                ledger,
                new FakeGate());
    }

    @Test
    void aCallThatLeftInTimeCostsNoStamp() {
        leaving(fresh, OutgoingBody.of(Body.of("{}"))).left();

        assertThat(ledger.stamped()).isEmpty();
    }

    @Test
    void aCallWhoseLastByteLeftLaterThanThePermitLastsIsStamped() {
        var permit = aged(Duration.ofSeconds(1));

        leaving(permit, OutgoingBody.of(Body.of("{}"))).left();

        assertThat(ledger.stamped()).containsExactly(permit);
    }

    @Test
    void aBodyThatIsOnItsWayForLongIsStampedMeanwhileNowAndThen() throws IOException {
        var bytes = "x".repeat(500_000);
        var leaving = leaving(aged(Duration.ofSeconds(30)), OutgoingBody.of(Body.of(bytes)));

        assertThat(sent(leaving)).isEqualTo(bytes);

        assertThat(ledger.stamped()).as("not for each of its pieces").hasSize(1);
    }

    @Test
    void theLastPieceLeavesOnAFreshStamp() throws IOException {
        var slow = aged(Duration.ofSeconds(1));

        assertThat(sent(leaving(slow, OutgoingBody.of(Body.of("{}"))))).isEqualTo("{}");

        assertThat(ledger.stamped()).containsExactly(slow);
    }

    @Test
    void aCallWhosePlaceIsGoneIsNotSentToItsEnd() {
        ledger.losingAllPlaces();
        var leaving = leaving(aged(Duration.ofMinutes(2)), OutgoingBody.of(Body.of("{}")));

        assertThatIOException().isThrownBy(() -> sent(leaving)).withMessageContaining("is gone");
    }

    @Test
    void aCallThatCannotBeStampedIsNotSentToItsEnd() {
        ledger.failingToStamp(new DataAccessResourceFailureException("away"));
        var leaving = leaving(aged(Duration.ofSeconds(1)), OutgoingBody.of(Body.of("{}")));

        assertThatIOException().isThrownBy(() -> sent(leaving)).withMessageContaining("away");
    }

    private static String sent(Leaving leaving) throws IOException {
        var wire = new ByteArrayOutputStream();
        leaving.body(Given.claim("{}")).writeTo(wire);
        return wire.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aStampThatFailsDoesNotBreakTheCall() {
        ledger.failingToStamp(new DataAccessResourceFailureException("away"));
        var leaving = leaving(aged(Duration.ofSeconds(1)), OutgoingBody.of(Body.of("{}")));

        assertThatCode(leaving::left).doesNotThrowAnyException();
    }
}
