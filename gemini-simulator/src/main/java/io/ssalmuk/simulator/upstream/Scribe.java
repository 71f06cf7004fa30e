package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.exchange.Incoming;
import io.ssalmuk.simulator.journal.BodyLog;
import io.ssalmuk.simulator.journal.BodyLog.RawCall;
import io.ssalmuk.simulator.journal.CallEntry;
import io.ssalmuk.simulator.journal.CallLog;
import io.ssalmuk.simulator.project.KeyCheck.Denied;
import io.ssalmuk.simulator.quota.Cost;
import io.ssalmuk.simulator.quota.Verdict;
import io.ssalmuk.simulator.refusal.Refusal;
import io.ssalmuk.simulator.upstream.Route.ToModel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;

/** Writes down what arrived and how it ended, before the caller hears of it. */
final class Scribe {
    private final InstantSource clock;
    private final CallLog calls;
    private final BodyLog bodies;

    Scribe(Surroundings surroundings) {
        this.clock = surroundings.clock();
        this.calls = surroundings.calls();
        this.bodies = surroundings.bodies();
    }

    void keepBody(Incoming incoming) {
        if (!bodies.wanted()) {
            return;
        }
        var headers = new HashMap<>(incoming.headers());
        headers.remove("x-goog-api-key");
        String body = new String(incoming.body(), StandardCharsets.UTF_8);
        bodies.add(new RawCall(incoming.path(), headers, body));
    }

    void denied(Denied denied, Route route) {
        if (route instanceof ToModel to) {
            calls.add(
                    new CallEntry(
                            0,
                            clock.instant(),
                            denied.project(),
                            denied.keyName(),
                            to.model(),
                            to.model(),
                            to.verb().path(),
                            "key:" + denied.reason(),
                            denied.refusal().code(),
                            false,
                            0,
                            0,
                            "",
                            0));
        }
    }

    /** A call that was refused for what it asks, and so cost nothing. */
    void turned(Call call, Refusal refusal) {
        calls.add(
                entry(
                        call,
                        call.route().model(),
                        clock.instant(),
                        refusal.status(),
                        refusal.code()));
    }

    void uncharged(Ask ask) {
        calls.add(
                entry(ask.call(), ask.model().bucket(), clock.instant(), "ok", 200)
                        .marked(ask.marker(), ask.handlingMillis()));
    }

    void ended(Ask ask, Verdict verdict, String outcome, int status) {
        CallEntry bare = entry(ask.call(), ask.model().bucket(), verdict.at(), outcome, status);
        Cost cost = ask.cost();
        calls.add(
                bare.costing(verdict.charged(), cost.requests(), cost.tokens())
                        .marked(ask.marker(), ask.handlingMillis()));
    }

    private static CallEntry entry(
            Call call, String bucket, Instant at, String outcome, int status) {
        return new CallEntry(
                0,
                at,
                call.key().project().id(),
                call.key().name(),
                call.route().model(),
                bucket,
                call.route().verb().path(),
                outcome,
                status,
                false,
                0,
                0,
                "",
                0);
    }
}
