package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.queue.TicketSource;
import io.ssalmuk.quota.KeyPool;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.permit.PermitGate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Consumes the lines whose bucket has something to grant: as many tickets as the ledger can serve
 * within ten seconds, none while it can serve none for longer.
 */
@Component
final class TicketFlow implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TicketFlow.class);

    private static final Duration AHEAD = Duration.ofSeconds(10);

    /** In case a signal was lost, and for days that begin. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(2);

    /** After the heartbeat has begun, and before it ends. */
    private static final int PHASE = 100;

    private final FlowParts parts;
    private final TicketHands hands;
    private final FlowProperties properties;
    private final Map<String, LineFlow> flows = new ConcurrentHashMap<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("ticket-flow").factory());
    private volatile boolean running;

    TicketFlow(
            FlowParts parts,
            TicketHands hands,
            PermitGate gate,
            Signals signals,
            FlowProperties properties) {
        this.parts = parts;
        this.hands = hands;
        this.properties = properties;
        gate.onRest(this::rest);
        signals.listenToSignals(this::hear);
    }

    /** Where tickets come from, and what says how many. */
    @Component
    record FlowParts(TicketSource source, KeyPool pool, QuotaLedger ledger) {}

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.CapacityChanged _ -> soon(this::openAll, Duration.ZERO);
            case Signal.WorkWaiting _ -> {}
        }
    }

    private void rest(String bucket, Duration pause) {
        if (pause.compareTo(AHEAD) > 0) {
            var flow = flows.get(bucket);
            if (flow != null) {
                flow.shut();
                soon(() -> adjust(bucket), shorter(pause, LOOK_AGAIN));
            }
        }
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void soon(Runnable action, Duration pause) {
        if (running) {
            var _ = timer.schedule(action, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void start() {
        running = true;
        openAll();
        var _ =
                timer.scheduleWithFixedDelay(
                        this::openAll,
                        LOOK_AGAIN.toMillis(),
                        LOOK_AGAIN.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void openAll() {
        try {
            parts.pool().buckets().forEach(this::adjust);
        } catch (DataAccessException | TransactionException e) {
            log.warn("the pool is read again soon, PostgreSQL is away: {}", e.getMessage());
            soon(this::openAll, DATABASE_AWAY);
        }
    }

    private void adjust(String bucket) {
        if (!running) {
            return;
        }
        try {
            var outlook = parts.ledger().outlook(bucket, AHEAD);
            var flow = flows.computeIfAbsent(bucket, this::flow);
            if (outlook.permits() > 0) {
                flow.open((int) Math.min(outlook.permits(), properties.maxConcurrent()));
            } else {
                flow.shut();
                soon(() -> adjust(bucket), shorter(outlook.pause(), LOOK_AGAIN));
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("{} is looked at again soon, PostgreSQL is away: {}", bucket, e.getMessage());
            soon(() -> adjust(bucket), DATABASE_AWAY);
        }
    }

    private LineFlow flow(String bucket) {
        return new LineFlow(
                Arrays.stream(Lane.values())
                        .map(lane -> parts.source().tap(new Line(bucket, lane), hands::take))
                        .toList());
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        flows.values().forEach(LineFlow::shut);
        try {
            hands.letGo();
            if (!hands.awaitEmpty(properties.grace())) {
                hands.cut();
                hands.awaitEmpty(properties.grace());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        flows.values().forEach(LineFlow::close);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
