package io.ssalmuk.worker.breaker;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssalmuk.pool.ModelPauses;
import io.ssalmuk.pool.ModelPauses.Pause;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Kept in PostgreSQL, and read again whenever somebody says that capacity has changed. A worker
 * that does not hear it finds out by its own calls.
 */
@Component
final class SharedBreakers implements Breakers {

    private static final Logger log = LoggerFactory.getLogger(SharedBreakers.class);

    private static final int UNAVAILABLE = 503;

    private final ModelPauses pauses;
    private final Signals signals;
    private final MeterRegistry meters;
    private final LongSupplier nanos;
    private final Map<String, Breaker> breakers = new ConcurrentHashMap<>();

    @Autowired
    SharedBreakers(ModelPauses pauses, Signals signals, MeterRegistry meters) {
        this(pauses, signals, meters, System::nanoTime);
    }

    SharedBreakers(ModelPauses pauses, Signals signals, MeterRegistry meters, LongSupplier nanos) {
        this.pauses = pauses;
        this.signals = signals;
        this.meters = meters;
        this.nanos = nanos;
        signals.listenToSignals(this::hear);
        meters.gauge("ssalmuk.models.paused", breakers, SharedBreakers::open);
    }

    private static double open(Map<String, Breaker> all) {
        return all.values().stream().filter(Breaker.Open.class::isInstance).count();
    }

    private void hear(Signal signal) {
        switch (signal) {
            // Reading takes longer than a broker's thread has time for.
            case Signal.CapacityChanged _ ->
                    Thread.ofVirtual().name("model-pauses").start(this::read);
            case Signal.WorkWaiting _,
                    Signal.PermitFreed _,
                    Signal.FilesDeleted _,
                    Signal.WebhooksDue _,
                    Signal.Cancel _ -> {}
        }
    }

    /** What this worker knows better is kept: a trial that it makes, a streak that it sees. */
    void read() {
        try {
            var known =
                    pauses.all().stream()
                            .collect(Collectors.toMap(Pause::bucket, Function.identity()));
            breakers.replaceAll((bucket, old) -> known.containsKey(bucket) ? old : closed(old));
            known.values()
                    .forEach(pause ->
                            breakers.merge(
                                    pause.bucket(),
                                    Breaker.open(pause, nanos.getAsLong()),
                                    SharedBreakers::later));
        } catch (DataAccessException | TransactionException e) {
            log.debug("models stand as they did: {}", e.getMessage());
        }
    }

    private static Breaker closed(Breaker old) {
        return switch (old) {
            case Breaker.Closed closed -> closed;
            case Breaker.Open _ -> Breaker.Closed.WELL;
        };
    }

    /** Whichever leaves the model alone for longer. */
    private static Breaker later(Breaker old, Breaker now) {
        return old instanceof Breaker.Open(_, var until, _)
                        && now instanceof Breaker.Open(_, var other, _)
                        && until - other >= 0
                ? old
                : now;
    }

    @Override
    public Optional<Duration> pause(String bucket) {
        return Breaker.pause(breakers.getOrDefault(bucket, Breaker.Closed.WELL), nanos.getAsLong());
    }

    @Override
    public void tried(String bucket) {
        breakers.computeIfPresent(bucket, (_, old) -> Breaker.afterTrial(old, nanos.getAsLong()));
    }

    @Override
    public void ended(Permit permit, CallOutcome outcome) {
        switch (outcome) {
            case Answered _, Refused _ -> served(permit);
            case Trouble(var error, var sent) -> {
                if (sent && Integer.valueOf(UNAVAILABLE).equals(error.upstreamStatus())) {
                    failed(permit);
                }
            }
            case Throttled _, KeyFault _, Late _, Interrupted _ -> {}
        }
    }

    /** A request that is refused has reached the model, or somebody who has time to read it. */
    private void served(Permit permit) {
        var old = breakers.getOrDefault(permit.bucket(), Breaker.Closed.WELL);
        switch (old) {
            case Breaker.Closed(var streak) -> {
                if (streak.failures() > 0) {
                    breakers.put(permit.bucket(), Breaker.Closed.WELL);
                }
            }
            case Breaker.Open(var since, _, _) -> {
                if (permit.issuedNanos() - since > 0
                        && breakers.replace(permit.bucket(), old, Breaker.Closed.WELL)) {
                    end(permit.bucket());
                }
            }
        }
    }

    private void end(String bucket) {
        log.info("{} answers again", bucket);
        written(() -> pauses.end(bucket));
        signals.send(new Signal.CapacityChanged());
    }

    private void failed(Permit permit) {
        var now =
                breakers.compute(
                        permit.bucket(),
                        (_, old) ->
                                Breaker.failed(
                                        old == null ? Breaker.Closed.WELL : old,
                                        permit.project(),
                                        nanos.getAsLong()));
        boolean trips =
                switch (now) {
                    case Breaker.Closed(var streak) -> streak.isModelWide();
                    case Breaker.Open(var since, _, var tried) ->
                            tried && permit.issuedNanos() - since > 0;
                };
        if (trips) {
            begin(permit.bucket());
        }
    }

    private void begin(String bucket) {
        written(() -> {
            var pause = pauses.begin(bucket);
            breakers.put(bucket, Breaker.open(pause, nanos.getAsLong()));
            meters.counter("ssalmuk.model.pauses", "bucket", bucket).increment();
            log.warn(
                    "{} is overloaded, whichever project calls: nothing leaves for {} ms, then a"
                            + " call now and then",
                    bucket,
                    pause.left().toMillis());
        });
        signals.send(new Signal.CapacityChanged());
    }

    /** A pause that cannot be shared is none: without PostgreSQL, no call leaves anyway. */
    private void written(Runnable change) {
        try {
            change.run();
        } catch (DataAccessException | TransactionException e) {
            log.warn("a model's pause was not written down: {}", e.getMessage());
        }
    }
}
