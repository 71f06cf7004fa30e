package io.ssalmuk.worker.permit;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;

class WeightsTest {

    private static final ClientId HEAVY = new ClientId(new UUID(0, 3));

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();
    private final AtomicBoolean away = new AtomicBoolean();
    private final Weights weights = new Weights(this::read, nanos::get);

    private Map<ClientId, Integer> read() {
        reads.incrementAndGet();
        if (away.get()) {
            throw new DataAccessResourceFailureException("away");
        }
        return Map.of(HEAVY, 3);
    }

    @Test
    void clientsWeighWhatIsSaidOrOne() {
        assertThat(weights.applyAsInt(Given.of(HEAVY))).isEqualTo(3);
        assertThat(weights.applyAsInt(Given.of(new ClientId(new UUID(0, 4))))).isEqualTo(1);
        assertThat(weights.applyAsInt(Given.ticket())).isEqualTo(1);
        assertThat(reads).hasValue(1);
    }

    @Test
    void theyAreReadAgainNowAndThenAndKeptWhileNobodyCanBeAsked() {
        weights.applyAsInt(Given.of(HEAVY));
        away.set(true);
        nanos.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(weights.applyAsInt(Given.of(HEAVY))).isEqualTo(3);
        assertThat(reads).hasValue(2);
    }
}
