package io.ssalmuk.worker.permit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.ClientWeights;
import io.ssalmuk.job.Ticket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What the clients of tickets weigh, as of a few seconds ago. */
@Component
final class Weights implements ToIntFunction<Ticket> {

    private static final Logger log = LoggerFactory.getLogger(Weights.class);

    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final ClientWeights weights;
    private final LongSupplier nanos;
    private final AtomicReference<Known> known;

    private record Known(Map<ClientId, Integer> weights, long readNanos) {}

    @Autowired
    Weights(ClientWeights weights) {
        this(weights, System::nanoTime);
    }

    Weights(ClientWeights weights, LongSupplier nanos) {
        this.weights = weights;
        this.nanos = nanos;
        this.known =
                new AtomicReference<>(
                        new Known(Map.of(), nanos.getAsLong() - REMEMBERED.toNanos()));
    }

    @Override
    public int applyAsInt(Ticket ticket) {
        var all = fresh();
        return ticket.client().map(client -> all.getOrDefault(client, 1)).orElse(1);
    }

    /** Of those who find it old, one reads; the others take it as it is. */
    private Map<ClientId, Integer> fresh() {
        var old = known.get();
        long now = nanos.getAsLong();
        if (now - old.readNanos() >= REMEMBERED.toNanos()
                && known.compareAndSet(old, new Known(old.weights(), now))) {
            try {
                known.set(new Known(weights.all(), now));
            } catch (DataAccessException | TransactionException e) {
                log.debug("clients weigh what they did: {}", e.getMessage());
            }
        }
        return known.get().weights();
    }
}
