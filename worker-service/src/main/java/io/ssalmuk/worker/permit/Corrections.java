package io.ssalmuk.worker.permit;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.estimate.TokenRatios;
import io.ssalmuk.job.Ticket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** A ticket's tokens as experience with its client's calls says, some of it a moment old. */
@Component
final class Corrections implements ToLongFunction<Ticket> {

    private static final Logger log = LoggerFactory.getLogger(Corrections.class);

    private static final Duration REMEMBERED = Duration.ofSeconds(2);

    /** Clients that have gone must not fill the memory; those who have not are read again. */
    private static final int MANY = 10_000;

    private final TokenRatios ratios;
    private final LongSupplier nanos;
    private final Map<Calls, Factor> known = new ConcurrentHashMap<>();

    private record Calls(ClientId client, String bucket) {}

    private record Factor(double value, long readNanos) {}

    @Autowired
    Corrections(TokenRatios ratios) {
        this(ratios, System::nanoTime);
    }

    Corrections(TokenRatios ratios, LongSupplier nanos) {
        this.ratios = ratios;
        this.nanos = nanos;
    }

    @Override
    public long applyAsLong(Ticket ticket) {
        return ticket.client()
                .map(client -> factor(new Calls(client, ticket.line().bucket())))
                .map(factor -> Math.max(1, Math.round(ticket.tokens() * factor)))
                .orElse(ticket.tokens());
    }

    private double factor(Calls calls) {
        if (known.size() > MANY) {
            known.clear();
        }
        return known.compute(calls, (_, old) -> fresh(calls, old)).value();
    }

    private Factor fresh(Calls calls, @Nullable Factor old) {
        long now = nanos.getAsLong();
        if (old != null && now - old.readNanos() < REMEMBERED.toNanos()) {
            return old;
        }
        try {
            return new Factor(ratios.of(calls.client(), calls.bucket()), now);
        } catch (DataAccessException | TransactionException e) {
            log.debug("estimates of {} stay as they are: {}", calls.bucket(), e.getMessage());
            return new Factor(old == null ? 1 : old.value(), now);
        }
    }
}
