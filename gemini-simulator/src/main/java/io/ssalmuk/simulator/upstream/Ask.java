package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.catalogue.ModelCard;
import io.ssalmuk.simulator.fault.FaultPlan.Victim;
import io.ssalmuk.simulator.quota.Bucket;
import io.ssalmuk.simulator.quota.Cost;
import java.time.Duration;

/**
 * A call that is in order: its model is known, its body was read, its price is known.
 *
 * @param handlingMillis how long it took here until the quota's decision, beyond what was ordered
 */
record Ask(Call call, ModelCard model, Cost cost, String marker, long handlingMillis) {

    Ask(Call call, ModelCard model, Cost cost, String marker) {
        this(call, model, cost, marker, 0);
    }

    Ask handledIn(Duration time) {
        return new Ask(call, model, cost, marker, Math.max(0, time.toMillis()));
    }

    Bucket bucket() {
        return new Bucket(call.key().project(), model.bucket(), model.embedding());
    }

    Victim victim() {
        return new Victim(
                call.key().project().id(),
                call.key().name(),
                model.name(),
                model.bucket(),
                call.streaming());
    }
}
