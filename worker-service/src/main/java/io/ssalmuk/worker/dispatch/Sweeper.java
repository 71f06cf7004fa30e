package io.ssalmuk.worker.dispatch;

import com.github.f4b6a3.uuid.UuidCreator;
import io.ssalmuk.cluster.BrokerMarkers;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobPartitions;
import io.ssalmuk.job.Line;
import io.ssalmuk.queue.BrokerState;
import io.ssalmuk.quota.QuotaLedger;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Finds what got lost: jobs of dead workers, tickets never confirmed, purged queues, a new broker.
 */
@Component
final class Sweeper {

    private static final Logger log = LoggerFactory.getLogger(Sweeper.class);

    /** Longer than a publisher waits for its confirms. */
    private static final Duration UNCONFIRMED_AFTER = Duration.ofSeconds(10);

    /** Longer than a worker keeps a ticket in hand without a permit. */
    private static final Duration STALE_AFTER = Duration.ofMinutes(2);

    /** Longer than it keeps one in hand while there are permits. */
    private static final Duration OVERDUE_AFTER = Duration.ofSeconds(20);

    /** So that a cluster whose workers rest for a week still has room. */
    private static final int DAYS_AHEAD = 14;

    private final Admissions admissions;
    private final QuotaLedger ledger;
    private final Undertaker undertaker;
    private final BrokerState broker;
    private final BrokerMarkers markers;
    private final JobPartitions partitions;

    Sweeper(
            Admissions admissions,
            QuotaLedger ledger,
            Undertaker undertaker,
            BrokerParts broker,
            JobPartitions partitions) {
        this.admissions = admissions;
        this.ledger = ledger;
        this.undertaker = undertaker;
        this.broker = broker.state();
        this.markers = broker.markers();
        this.partitions = partitions;
    }

    /** The broker, and what is remembered of it. */
    @Component
    record BrokerParts(BrokerState state, BrokerMarkers markers) {}

    /** Somebody may hold a connection open for what a dead worker had begun. */
    int buryTheDead() {
        return undertaker.bury();
    }

    /** Cheap enough for every few seconds. */
    void quickSweep() {
        said(admissions.returnUnconfirmed(UNCONFIRMED_AFTER), "tickets were never confirmed");
    }

    /** Room for the jobs of the coming days, made long before it is needed. */
    void dailySweep() {
        partitions.ensure(DAYS_AHEAD);
    }

    /** Looks at the broker, and for dead boots that had nothing in hand. */
    void slowSweep() {
        boolean _ = buryTheDead() > 0;
        if (broker.reachable()) {
            checkMarker();
            admissions.linesPlacedBefore(OVERDUE_AFTER).stream()
                    .filter(line -> broker.depth(line).orElse(1) == 0)
                    .forEach(this::returnLost);
        }
    }

    /** They may be in hand, all of them, for as long as nothing can be granted. */
    private void returnLost(Line line) {
        boolean served = ledger.outlook(line.bucket(), Duration.ZERO).permits() > 0;
        var age = served ? OVERDUE_AFTER : STALE_AFTER;
        said(admissions.returnPlacedBefore(line, age), "tickets are no longer in their queue");
    }

    /** The marker is set only after every ticket waits again: a crash in between repeats it all. */
    private void checkMarker() {
        var known = markers.lastSeen();
        if (known.isPresent() && broker.holds(known.get())) {
            return;
        }
        if (!broker.reachable()) {
            return; // It went while it was asked: that says nothing of its queues.
        }
        said(admissions.returnAll(), "tickets were lost with the broker's queues, and wait again");
        var marker = UuidCreator.getTimeOrderedEpoch();
        if (broker.mark(marker)) {
            markers.seen(marker);
        }
    }

    private static void said(int count, String what) {
        if (count > 0) {
            log.info("{} {}", count, what);
        }
    }
}
