package io.ssalmuk.pool;

import java.util.Locale;

/** What a limit counts. */
public enum Dimension {
    /** Requests per minute. */
    RPM(1_000_000),
    /** Input tokens per minute. */
    TPM(1_000_000_000_000L),
    /** Requests per day. */
    RPD(1_000_000_000);

    private final long most;

    Dimension(long most) {
        this.most = most;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a limit may be this: more is nobody's limit, and would not fit where it is kept. */
    public boolean allows(long value) {
        return value >= 0 && value <= most;
    }

    public long most() {
        return most;
    }
}
