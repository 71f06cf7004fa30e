package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.TokenUsage;
import io.ssalmuk.quota.Permit;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** Takes the time of one call, for the usage log. */
final class CallWatch {

    private final Permit permit;
    private final LongSupplier nanos;
    private final AtomicReference<OptionalLong> left = new AtomicReference<>(OptionalLong.empty());

    CallWatch(Permit permit, LongSupplier nanos) {
        this.permit = permit;
        this.nanos = nanos;
    }

    static CallWatch of(Permit permit) {
        return new CallWatch(permit, System::nanoTime);
    }

    /** The call's first byte leaves. */
    void leaves() {
        left.set(OptionalLong.of(nanos.getAsLong()));
    }

    /** The call is over, just now. */
    CallFacts over() {
        var since = left.get();
        var timing =
                since.isPresent()
                        ? new CallFacts.Timing(
                                since.getAsLong(),
                                Duration.ofNanos(nanos.getAsLong() - since.getAsLong()))
                        : null;
        return new CallFacts(permit.project(), timing, TokenUsage.NONE);
    }
}
