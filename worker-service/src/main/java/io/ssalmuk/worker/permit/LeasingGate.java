package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import io.ssalmuk.worker.breaker.Breakers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** One leasing loop per bucket; all share this worker's places for calls. */
@Component
final class LeasingGate implements PermitGate, DisposableBean {

    private final GateParts parts;
    private final Map<String, BucketGate> buckets = new ConcurrentHashMap<>();

    @Autowired
    LeasingGate(
            QuotaLedger ledger,
            Breakers breakers,
            Measures measures,
            Signals signals,
            PermitProperties properties) {
        this(
                ledger,
                breakers,
                measures,
                signals,
                new Places(new Semaphore(properties.maxConcurrent())));
    }

    LeasingGate(
            QuotaLedger ledger,
            Breakers breakers,
            Measures measures,
            Signals signals,
            Places places) {
        this.parts = new GateParts(ledger, breakers, measures, places, new Listeners());
        signals.listenToSignals(this::hear);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.CapacityChanged _ -> buckets.values().forEach(BucketGate::wake);
            case Signal.PermitFreed(var bucket) -> freed(bucket);
            case Signal.WorkWaiting _,
                    Signal.FilesDeleted _,
                    Signal.WebhooksDue _,
                    Signal.Cancel _ -> {}
        }
    }

    @Override
    public Grant await(Ticket ticket) throws InterruptedException {
        var waiter = new Waiter(ticket, parts.measures().weights().applyAsInt(ticket));
        var gate = buckets.computeIfAbsent(ticket.line().bucket(), this::open);
        gate.join(waiter);
        try {
            return waiter.grant().get();
        } catch (InterruptedException e) {
            gate.abandon(waiter);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private BucketGate open(String bucket) {
        var gate = new BucketGate(bucket, parts);
        Thread.ofVirtual().name("permits-" + bucket).start(gate);
        return gate;
    }

    @Override
    public void departed(Permit permit) {
        parts.places().departed(permit);
    }

    @Override
    public void leave(Permit permit) {
        parts.places().leave(permit);
    }

    @Override
    public void freed(Permit permit) {
        freed(permit.bucket());
    }

    private void freed(String bucket) {
        var gate = buckets.get(bucket);
        if (gate != null) {
            gate.freed();
        }
    }

    @Override
    public void onRest(BiConsumer<String, Duration> listener) {
        parts.listeners().onRest(listener);
    }

    @Override
    public boolean isCrowded() {
        return parts.places().isCrowded();
    }

    @Override
    public void onCrowd(Runnable listener) {
        parts.listeners().onCrowd(listener);
    }

    @Override
    public void destroy() {
        buckets.values().forEach(BucketGate::close);
    }
}
