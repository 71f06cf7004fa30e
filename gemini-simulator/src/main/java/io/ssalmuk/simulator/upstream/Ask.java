package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.catalogue.ModelCard;
import io.ssalmuk.simulator.fault.FaultPlan.Victim;
import io.ssalmuk.simulator.quota.Bucket;
import io.ssalmuk.simulator.quota.Cost;

/** A call that is in order: its model is known, its body was read, its price is known. */
record Ask(Call call, ModelCard model, Cost cost, String marker) {
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
