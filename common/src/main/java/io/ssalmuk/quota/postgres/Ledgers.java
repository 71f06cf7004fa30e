package io.ssalmuk.quota.postgres;

import io.ssalmuk.quota.QuotaLedger;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ledgers outside of a Spring context: for measurements. */
public final class Ledgers {

    private Ledgers() {}

    /** One that counts over this window. */
    public static QuotaLedger of(JdbcClient jdbc, Duration window, Duration margin) {
        var none = Duration.ZERO;
        return new PostgresQuotaLedger(
                jdbc, new LedgerProperties(window, margin, none, none, 0, false));
    }
}
