package io.ssalmuk.worker.permit;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.QuotaLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** One leasing loop per bucket; all share this worker's places for calls. */
@Component
final class LeasingGate implements PermitGate, DisposableBean {

    private final QuotaLedger ledger;
    private final ToLongFunction<Ticket> tokens;
    private final Places places;
    private final Map<String, BucketGate> buckets = new ConcurrentHashMap<>();
    private final List<BiConsumer<String, Duration>> restListeners = new CopyOnWriteArrayList<>();

    @Autowired
    LeasingGate(
            QuotaLedger ledger,
            Corrections corrections,
            Signals signals,
            PermitProperties properties) {
        this(ledger, corrections, signals, new Places(new Semaphore(properties.maxConcurrent())));
    }

    LeasingGate(QuotaLedger ledger, ToLongFunction<Ticket> tokens, Signals signals, Places places) {
        this.ledger = ledger;
        this.tokens = tokens;
        this.places = places;
        signals.listenToSignals(this::hear);
    }

    private void hear(Signal signal) {
        switch (signal) {
            case Signal.CapacityChanged _ -> buckets.values().forEach(BucketGate::wake);
            case Signal.PermitFreed(var bucket) -> freed(bucket);
            case Signal.WorkWaiting _, Signal.FilesDeleted _, Signal.Cancel _ -> {}
        }
    }

    @Override
    public Grant await(Ticket ticket) throws InterruptedException {
        var waiter = new Waiter(ticket);
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
        var gate = new BucketGate(bucket, ledger, tokens, places, this::rests);
        Thread.ofVirtual().name("permits-" + bucket).start(gate);
        return gate;
    }

    private void rests(String bucket, Duration pause) {
        restListeners.forEach(listener -> listener.accept(bucket, pause));
    }

    @Override
    public void departed(Permit permit) {
        places.departed(permit);
    }

    @Override
    public void leave(Permit permit) {
        places.leave(permit);
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
        restListeners.add(listener);
    }

    @Override
    public void destroy() {
        buckets.values().forEach(BucketGate::close);
    }
}
