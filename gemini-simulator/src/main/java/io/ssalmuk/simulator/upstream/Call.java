package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.project.ApiKey;
import io.ssalmuk.simulator.upstream.Route.ToModel;

/** A call to a model by someone whose key is good. */
record Call(ToModel route, ApiKey key, Incoming incoming) {
    boolean streaming() {
        return route.verb() == Verb.STREAM;
    }
}
