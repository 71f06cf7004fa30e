package io.ssalmuk.simulator.upstream;

import static java.util.stream.Collectors.joining;

import io.ssalmuk.simulator.clock.Pauser;
import io.ssalmuk.simulator.fault.Fault;
import io.ssalmuk.simulator.fault.FaultPlan;
import io.ssalmuk.simulator.quota.QuotaBook;
import io.ssalmuk.simulator.quota.QuotaBook.Mishap;
import io.ssalmuk.simulator.quota.Verdict.Granted;
import io.ssalmuk.simulator.quota.Verdict.Refused;
import io.ssalmuk.simulator.upstream.Outcome.Answered;
import io.ssalmuk.simulator.upstream.Outcome.Turned;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Charges a call to its quota, and lets it go on to its answer or to its mishap. */
final class Turnstile {
    private final Pauser pauser;
    private final QuotaBook quotas;
    private final FaultPlan faults;
    private final AtomicReference<Pace> pace;
    private final Scribe scribe;
    private final Mishaps mishaps;

    Turnstile(Surroundings surroundings, Scribe scribe) {
        this.pauser = surroundings.pauser();
        this.quotas = surroundings.quotas();
        this.faults = surroundings.faults();
        this.pace = surroundings.pace();
        this.scribe = scribe;
        this.mishaps = new Mishaps(pauser, pace);
    }

    Outcome pass(Ask ask, Speaker speaker) throws InterruptedException {
        // Before the decision, so that the call counts as arrived when it got here, not when sent.
        Duration delay = pace.get().arrival().get();
        pauser.pause(delay);
        return decide(ask, delay, speaker);
    }

    private Outcome decide(Ask ask, Duration delay, Speaker speaker) throws InterruptedException {
        var verdict = quotas.charge(ask.bucket(), ask.cost(), () -> draw(ask));
        var begun = ask.call().incoming().begunNanos();
        var handled = ask.handledIn(Duration.ofNanos(System.nanoTime() - begun).minus(delay));
        return switch (verdict) {
            case Granted granted -> goOn(handled, granted, speaker);
            case Refused refused -> {
                scribe.ended(handled, refused, outcome(refused), refused.refusal().code());
                yield new Turned(refused.refusal());
            }
        };
    }

    private Outcome goOn(Ask ask, Granted granted, Speaker speaker) throws InterruptedException {
        Optional<Fault> fault = granted.mishap().map(Fault::valueOf);
        if (fault.isPresent()) {
            scribe.ended(ask, granted, "fault:" + fault.get(), Mishaps.status(fault.get()));
            return mishaps.befall(fault.get(), speaker);
        }
        scribe.ended(ask, granted, "ok", 200);
        pauser.pause(pace.get().reply().get());
        return new Answered(speaker.speak(Ending.WHOLE));
    }

    private Mishap draw(Ask ask) {
        return faults.draw(ask.victim())
                .map(fault -> new Mishap(Optional.of(fault.name()), fault.spends(quotas.rules())))
                .orElse(Mishap.NONE);
    }

    private static String outcome(Refused refused) {
        return refused.exceeded().stream()
                .sorted()
                .map(Enum::name)
                .collect(joining(",", "refused:", ""));
    }
}
