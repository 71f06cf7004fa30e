package io.ssalmuk.simulator.answer;

import io.ssalmuk.simulator.refusal.Refusal;
import tools.jackson.databind.JsonNode;

/** What came of reading a request's body. */
public sealed interface Reading {
    record Good(JsonNode request) implements Reading {}

    record Bad(Refusal refusal) implements Reading {}
}
