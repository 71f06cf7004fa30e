package io.ssalmuk.quota;

import java.util.Locale;

/** Who said what a limit is; an earlier source outranks a later one. */
public enum LimitSource {
    OPERATOR,
    LEARNED,
    CATALOGUE,
    FALLBACK;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
