package io.ssalmuk.quota;

import java.util.Arrays;
import java.util.Locale;

/** A project's billing tier, which decides the limits that its catalogue has. */
public enum Tier {
    FREE,
    TIER_1,
    TIER_2,
    TIER_3;

    /** As settings, the database and the catalogue spell it: {@code free}, {@code tier-1}, … */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Tier of(String text) {
        return Arrays.stream(values())
                .filter(tier -> tier.text().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "no tier '" + text + "': use free, tier-1, tier-2 or tier-3"));
    }
}
