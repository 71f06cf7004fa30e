package io.ssalmuk.worker.warden;

import io.ssalmuk.pool.PoolLessons.Identity;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator, and the other workers, what a project's number told. */
final class Notices {

    private static final Logger log = LoggerFactory.getLogger(Notices.class);

    private Notices() {}

    static void of(Identity identity, String number, Signals signals) {
        switch (identity) {
            case Identity.Known() -> {}
            case Identity.Contradicted(var project, var earlier) ->
                    log.warn(
                            "NOTICE: project {} has keys of two Google projects, {} and {}: give"
                                    + " each a project of its own",
                            project,
                            earlier,
                            number);
            case Identity.Merged(var kept, var gone) -> {
                log.warn(
                        "NOTICE: {} and {} are one Google project, number {}, with one quota: all"
                                + " keys are in {} from now on",
                        gone,
                        kept,
                        number,
                        kept);
                signals.send(new Signal.CapacityChanged());
            }
        }
    }
}
