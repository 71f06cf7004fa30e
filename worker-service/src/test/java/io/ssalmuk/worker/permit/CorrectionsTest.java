package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.estimate.TokenRatios;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Lane;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class CorrectionsTest {

    private final AtomicLong nanos = new AtomicLong();
    private final FakeRatios ratios = new FakeRatios();
    private final Corrections corrections = new Corrections(ratios, nanos::get);

    /** Each answer is a tenth less than the one before. */
    private static final class FakeRatios implements TokenRatios {

        private final AtomicInteger asked = new AtomicInteger();

        @Override
        public void learn(Map<JobId, Long> counted) {}

        @Override
        public double of(ClientId client, String bucket) {
            if (asked.incrementAndGet() == 3) {
                throw new DataAccessResourceFailureException("away");
            }
            return 1 - 0.1 * asked.get();
        }
    }

    private long tokens() {
        return corrections.applyAsLong(Given.sized(Lane.BULK, 1_000));
    }

    @Test
    void whatIsKnownIsAskedForAgainAfterAMoment() {
        assertThat(tokens()).isEqualTo(900);
        assertThat(tokens()).isEqualTo(900);
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(tokens()).isEqualTo(800);
    }

    @Test
    void withoutTheDatabaseWhatIsKnownHolds() {
        tokens();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        tokens();
        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(tokens()).isEqualTo(800);
    }

    @Test
    void aTicketOfNobodyIsTakenAsEstimated() {
        assertThat(corrections.applyAsLong(Given.ticket())).isEqualTo(1);
        assertThat(ratios.asked).hasValue(0);
    }

    @Test
    void aCallHasAtLeastOneToken() {
        assertThat(corrections.applyAsLong(Given.sized(Lane.BULK, 1))).isEqualTo(1);
    }
}
