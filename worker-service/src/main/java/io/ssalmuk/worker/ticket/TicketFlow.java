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
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Consumes the lines whose bucket has something to grant: as many tickets as the ledger can serve
 * within ten seconds, few while this worker has no places, none while there is nothing to grant for
 * longer.
 */
@Component
final class TicketFlow implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(TicketFlow.class);

    private static final Duration AHEAD = Duration.ofSeconds(10);

    /**
     * Tickets are in hand before the first permit comes free: the gate can only serve the right one
     * first if it has it.
     */
    private static final Duration EARLY = Duration.ofSeconds(5);

    /**
     * However little can be granted: more tickets than a line has while little is, so that all of
     * them are at the gate, and none stands in a queue behind those of a client with many.
     */
    private static final int FEWEST = 64;

    /** While this worker has no places: enough for those that come free. */
    private static final int CROWDED = 4;

    private static final Duration CROWD = Duration.ofSeconds(1);

    /** In case a signal was lost, and for days that begin. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

    private static final Duration DATABASE_AWAY = Duration.ofSeconds(2);

    /** After the heartbeat has begun, and before it ends. */
    private static final int PHASE = 100;

    private final FlowParts parts;
    private final TicketHands hands;
    private final PermitGate gate;
    private final FlowProperties properties;
    private final Map<String, LineFlow> flows = new ConcurrentHashMap<>();

    /** One per bucket: were each cause to set its own, they would multiply while a bucket rests. */
    private final Map<String, Alarms.Alarm> alarms = new ConcurrentHashMap<>();

    private final AtomicBoolean running = new AtomicBoolean();

    TicketFlow(
            FlowParts parts,
            TicketHands hands,
            PermitGate gate,
            Signals signals,
            FlowProperties properties) {
        this.parts = parts;
        this.hands = hands;
        this.properties = properties;
        this.gate = gate;
        gate.onRest(this::rest);
        gate.onCrowd(this::crowded);
        signals.listenToSignals(this::hear);
    }

    /** Where tickets come from, and what says how many and when. */
    @Component
    record FlowParts(TicketSource source, KeyPool pool, QuotaLedger ledger, Alarms alarms) {}

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.CapacityChanged _ -> parts.alarms().in(Duration.ZERO, this::adjustAll);
            case Signal.WorkWaiting _,
                    Signal.PermitFreed _,
                    Signal.FilesDeleted _,
                    Signal.WebhooksDue _,
                    Signal.Cancel _ -> {}
        }
    }

    private void rest(String bucket, Duration pause) {
        var flow = flows.get(bucket);
        if (running.get() && flow != null && pause.compareTo(AHEAD) > 0) {
            flow.shut();
            adjustIn(early(pause), bucket);
        }
    }

    private static Duration early(Duration pause) {
        return pause.compareTo(AHEAD) > 0 ? pause.minus(EARLY) : pause;
    }

    /** Tickets that wait for a place here could be served elsewhere. */
    private void crowded() {
        flows.values().forEach(flow -> flow.atMost(CROWDED));
        parts.alarms().in(CROWD, this::stillCrowded);
    }

    private void stillCrowded() {
        if (gate.isCrowded()) {
            parts.alarms().in(CROWD, this::stillCrowded);
        } else {
            adjustAll();
        }
    }

    @Override
    public void start() {
        running.set(true);
        openAll();
    }

    private void openAll() {
        if (running.get()) {
            adjustAll();
            parts.alarms().in(LOOK_AGAIN, this::openAll);
        }
    }

    private void adjustAll() {
        if (!running.get()) {
            return;
        }
        try {
            parts.pool().buckets().forEach(this::adjust);
        } catch (DataAccessException | TransactionException e) {
            log.warn("the pool is read again soon, PostgreSQL is away: {}", e.getMessage());
            parts.alarms().in(DATABASE_AWAY, this::adjustAll);
        }
    }

    private void adjust(String bucket) {
        if (!running.get()) {
            return;
        }
        try {
            var outlook = parts.ledger().outlook(bucket, AHEAD);
            var flow = flows.computeIfAbsent(bucket, this::flow);
            if (outlook.permits() > 0) {
                flow.open(prefetch(outlook.permits()));
            } else {
                flow.shut();
                adjustIn(early(outlook.pause()), bucket);
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("{} is looked at again soon, PostgreSQL is away: {}", bucket, e.getMessage());
            adjustIn(DATABASE_AWAY, bucket);
        }
    }

    private int prefetch(long permits) {
        int most = Math.max(FEWEST, properties.maxConcurrent());
        return gate.isCrowded() ? CROWDED : Math.clamp(permits, FEWEST, most);
    }

    private void adjustIn(Duration pause, String bucket) {
        var next =
                parts.alarms()
                        .in(
                                pause.compareTo(LOOK_AGAIN) < 0 ? pause : LOOK_AGAIN,
                                () -> adjust(bucket));
        var replaced = alarms.put(bucket, next);
        if (replaced != null) {
            replaced.cancel();
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
        running.set(false);
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
        return running.get();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
