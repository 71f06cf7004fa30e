package io.ssalmuk.api.exchange;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.Locale;

/** The headers that every answer has, for those who answer past the filters too. */
public final class Exchange {

    /** The caller's own, or a UUIDv7; log lines of the request begin with it. */
    public static final String REQUEST_ID = "X-Request-Id";

    /** Seconds from the request's first byte to the answer's, with decimals. */
    public static final String PROCESS_TIME = "X-Process-Time";

    /** Of an answer to a request that was made before under its idempotency key. */
    public static final String REPLAYED = "Idempotent-Replayed";

    private static final double NANOS = 1e9;

    private Exchange() {}

    public static String newId() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /**
     * A process time as the header spells it.
     *
     * @param begun {@link System#nanoTime()} when the request came
     */
    public static String secondsSince(long begun) {
        return String.format(Locale.ROOT, "%.6f", (System.nanoTime() - begun) / NANOS);
    }
}
