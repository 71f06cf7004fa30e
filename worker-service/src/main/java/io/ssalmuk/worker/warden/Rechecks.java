package io.ssalmuk.worker.warden;

import io.ssalmuk.pool.KeyRechecks;
import io.ssalmuk.pool.KeyRechecks.DueKey;
import io.ssalmuk.pool.PoolLessons;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.KeyCheck;
import io.ssalmuk.worker.gemini.KeyCheck.Health;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Looks at quarantined keys again when their time has come. */
@Component
final class Rechecks {

    private static final Logger log = LoggerFactory.getLogger(Rechecks.class);

    /** One after the other, each within seconds: no round keeps the next waiting for long. */
    private static final int AT_A_TIME = 20;

    private final KeyRechecks keys;
    private final KeyCheck check;
    private final PoolLessons lessons;
    private final KeyRings.Opened ring;
    private final Signals signals;

    Rechecks(
            KeyRechecks keys,
            KeyCheck check,
            PoolLessons lessons,
            KeyRings.Opened ring,
            Signals signals) {
        this.keys = keys;
        this.check = check;
        this.lessons = lessons;
        this.ring = ring;
        this.signals = signals;
    }

    void round() {
        keys.due(AT_A_TIME).forEach(this::look);
    }

    private void look(DueKey due) {
        switch (check.check(ring.opener().open(due.key()))) {
            case Health.Works() -> {
                int revived = keys.works(due.id());
                log.info("Gemini key {} works again; {} keys are back", due.id().value(), revived);
                signals.send(new Signal.CapacityChanged());
            }
            case Health.Faulty(KeyFault fault) -> {
                keys.refused(due.id(), fault.reason());
                fault.lesson()
                        .project()
                        .ifPresent(number ->
                                Notices.of(
                                        lessons.identify(due.project(), number), number, signals));
            }
            // Its time comes again in minutes, by itself.
            case Health.Unknown(var why) ->
                    log.info("Gemini key {} could not be looked at: {}", due.id().value(), why);
        }
    }
}
