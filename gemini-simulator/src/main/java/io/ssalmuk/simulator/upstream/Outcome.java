package io.ssalmuk.simulator.upstream;

import io.ssalmuk.simulator.exchange.Reply;
import io.ssalmuk.simulator.refusal.Refusal;

/** How a request ended, before it is known in which shape its route sends errors. */
sealed interface Outcome {
    record Answered(Reply reply) implements Outcome {}

    record Turned(Refusal refusal) implements Outcome {}
}
