package io.ssalmuk.simulator.fault;

import io.ssalmuk.simulator.refusal.Refusal;

/** Errors that have nothing to do with the caller's own quota, word for word as captured. */
final class FaultRefusals {
    static final Refusal UNAVAILABLE =
            Refusal.of(
                    503,
                    "UNAVAILABLE",
                    "This model is currently experiencing high demand. Spikes in demand are usually temporary. Please try again later.");
    static final Refusal INTERNAL = Refusal.of(500, "INTERNAL", "Internal error encountered.");
    static final Refusal DEADLINE =
            Refusal.of(
                    504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete.");
    static final Refusal EXHAUSTED =
            Refusal.resourceExhausted("Resource has been exhausted (e.g. check quota).");
    static final Refusal PREPAY =
            Refusal.resourceExhausted(
                    "Your prepayment credits are depleted. Please go to AI Studio at https://ai.studio/projects to manage your project and billing.");
    static final Refusal SPENDING_CAP =
            Refusal.resourceExhausted(
                    "Your project has exceeded its monthly spending cap. Please go to AI Studio at https://ai.studio/spend to manage your project spend cap.");

    private FaultRefusals() {}
}
