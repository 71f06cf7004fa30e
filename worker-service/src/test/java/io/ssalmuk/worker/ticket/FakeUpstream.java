package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.Chunks;
import io.ssalmuk.worker.gemini.Departure;
import io.ssalmuk.worker.gemini.Upstream;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/** Answers what a test has laid out. */
final class FakeUpstream implements Upstream {

    private final Deque<Supplier<CallOutcome>> outcomes = new ConcurrentLinkedDeque<>();
    private final Deque<Function<Chunks, CallOutcome>> streams = new ConcurrentLinkedDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicReference<Departure> departure = new AtomicReference<>(() -> false);

    void next(Supplier<CallOutcome> outcome) {
        outcomes.add(outcome);
    }

    /** The next stream, which sends what it likes before it ends. */
    void nextStream(Function<Chunks, CallOutcome> stream) {
        streams.add(stream);
    }

    int calls() {
        return calls.get();
    }

    boolean lastDepartureInTime() {
        return departure.get().isInTime();
    }

    @Override
    public CallOutcome call(Claim claim, GeminiKey key, Departure leaving) {
        calls.incrementAndGet();
        departure.set(leaving);
        return outcomes.remove().get();
    }

    @Override
    public CallOutcome stream(Claim claim, GeminiKey key, Departure leaving, Chunks chunks) {
        calls.incrementAndGet();
        departure.set(leaving);
        return streams.remove().apply(chunks);
    }
}
