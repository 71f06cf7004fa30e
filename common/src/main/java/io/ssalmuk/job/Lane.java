package io.ssalmuk.job;

import java.util.Locale;

/** Who is served first when a permit comes free. */
public enum Lane {
    /** Somebody holds a connection open for the answer. */
    INTERACTIVE,
    BULK;

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Lane of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
