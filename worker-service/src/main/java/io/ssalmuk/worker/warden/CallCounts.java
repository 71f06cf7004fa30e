package io.ssalmuk.worker.warden;

import io.micrometer.core.instrument.MeterRegistry;
import io.ssalmuk.pool.CallTally;
import io.ssalmuk.pool.CallTally.Count;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Interrupted;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/**
 * What became of this worker's calls: a number in memory each, which is written down in batches.
 */
@Component
final class CallCounts {

    private final Map<Kind, LongAdder> pending = new ConcurrentHashMap<>();
    private final MeterRegistry meters;
    private final CallTally tally;

    private record Kind(String bucket, String outcome) {}

    CallCounts(MeterRegistry meters, CallTally tally) {
        this.meters = meters;
        this.tally = tally;
    }

    void ended(String bucket, CallOutcome outcome) {
        outcome(outcome).ifPresent(name -> count(bucket, name));
    }

    private void count(String bucket, String outcome) {
        pending.computeIfAbsent(new Kind(bucket, outcome), _ -> new LongAdder()).increment();
        meters.counter("ssalmuk.calls", "bucket", bucket, "outcome", outcome).increment();
    }

    void drift(String bucket) {
        meters.counter("ssalmuk.quota.drift", "bucket", bucket).increment();
    }

    /** In a word; empty for what never reached the upstream. */
    private static Optional<String> outcome(CallOutcome outcome) {
        return switch (outcome) {
            case Answered _ -> Optional.of(CallTally.SERVED);
            case Refused _ -> Optional.of("bad-request");
            case KeyFault _ -> Optional.of("key");
            case Throttled throttled -> Optional.of(throttled.reason());
            case Trouble trouble -> trouble.sent() ? Optional.of("trouble") : Optional.empty();
            case Late _ -> Optional.empty();
            case Interrupted _ -> Optional.of("interrupted");
        };
    }

    /** Writes down what was counted since the last time; what cannot be written is kept. */
    void flush() {
        var counts = taken();
        try {
            tally.add(counts);
        } catch (RuntimeException e) {
            counts.forEach(count ->
                    pending.computeIfAbsent(
                                    new Kind(count.bucket(), count.outcome()), _ -> new LongAdder())
                            .add(count.calls()));
            throw e;
        }
    }

    private List<Count> taken() {
        return pending.entrySet().stream()
                .map(entry ->
                        new Count(
                                entry.getKey().bucket(),
                                entry.getKey().outcome(),
                                entry.getValue().sumThenReset()))
                .filter(count -> count.calls() > 0)
                .toList();
    }
}
