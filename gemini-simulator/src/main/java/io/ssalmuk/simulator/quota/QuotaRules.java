package io.ssalmuk.simulator.quota;

/**
 * How the upstream counts, where the public evidence leaves room: what a minute is, what a per-day
 * refusal advises, whether a 429 and whether a 503 spend quota.
 */
public record QuotaRules(
        WindowKind window, DayHint dayHint, boolean refusalsCount, boolean unavailableCounts) {
    public static final QuotaRules USUAL =
            new QuotaRules(WindowKind.FIXED, DayHint.MIDNIGHT, false, true);

    public QuotaRules with(WindowKind kind) {
        return new QuotaRules(kind, dayHint, refusalsCount, unavailableCounts);
    }

    public QuotaRules with(DayHint hint) {
        return new QuotaRules(window, hint, refusalsCount, unavailableCounts);
    }

    public QuotaRules withRefusalsCounting(boolean counting) {
        return new QuotaRules(window, dayHint, counting, unavailableCounts);
    }

    public QuotaRules withUnavailableCounting(boolean counting) {
        return new QuotaRules(window, dayHint, refusalsCount, counting);
    }
}
