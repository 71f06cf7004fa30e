package io.ssalmuk.simulator.fault;

import io.ssalmuk.simulator.quota.QuotaRules;
import io.ssalmuk.simulator.refusal.Refusal;
import java.util.Optional;

/** A way for a call to go wrong. */
public enum Fault {
    /** 503: the model is in high demand. Spends quota, as users have measured. */
    UNAVAILABLE,
    /** 500. Spends quota. */
    INTERNAL,
    /** 504. Spends quota. */
    DEADLINE,
    /** Answers nothing for an hour, then cuts. */
    HANG,
    /** Cut before anything was counted. */
    CUT_BEFORE,
    /** Cut after all the work was done and counted. */
    CUT_AFTER,
    /** A good answer that is long in coming. */
    SLOW_FIRST_BYTE,
    /** A 200 that announces all of its body, sends half and cuts. */
    TRUNCATED,
    /** A 200 whose body ends properly but is half its JSON. */
    INVALID_JSON,
    /** The bare 429 that names no quota. */
    EXHAUSTED,
    /** 429 that no waiting ends: the project's prepaid credit is used up. */
    PREPAY,
    /** 429 until the month rolls over or somebody raises the cap. */
    SPENDING_CAP,
    /** A 200 with feedback instead of candidates. */
    PROMPT_BLOCKED,
    /** A stream that ends in an error frame half way. */
    STREAM_ERROR,
    /** A stream whose connection is cut half way. */
    STREAM_CUT;

    public boolean streamingOnly() {
        return this == STREAM_ERROR || this == STREAM_CUT;
    }

    public boolean spends(QuotaRules rules) {
        return switch (this) {
            case UNAVAILABLE -> rules.unavailableCounts();
            case EXHAUSTED, PREPAY, SPENDING_CAP -> rules.refusalsCount();
            case CUT_BEFORE -> false;
            case INTERNAL, DEADLINE, HANG, CUT_AFTER, SLOW_FIRST_BYTE, TRUNCATED -> true;
            case INVALID_JSON, PROMPT_BLOCKED, STREAM_ERROR, STREAM_CUT -> true;
        };
    }

    /** The error that the caller gets, if the fault is one that the upstream admits to. */
    public Optional<Refusal> refusal() {
        return switch (this) {
            case UNAVAILABLE -> Optional.of(FaultRefusals.UNAVAILABLE);
            case INTERNAL -> Optional.of(FaultRefusals.INTERNAL);
            case DEADLINE -> Optional.of(FaultRefusals.DEADLINE);
            case EXHAUSTED -> Optional.of(FaultRefusals.EXHAUSTED);
            case PREPAY -> Optional.of(FaultRefusals.PREPAY);
            case SPENDING_CAP -> Optional.of(FaultRefusals.SPENDING_CAP);
            case HANG, CUT_BEFORE, CUT_AFTER, SLOW_FIRST_BYTE, TRUNCATED -> Optional.empty();
            case INVALID_JSON, PROMPT_BLOCKED, STREAM_ERROR, STREAM_CUT -> Optional.empty();
        };
    }
}
