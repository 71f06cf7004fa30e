package io.ssalmuk.pool.postgres;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger counts, as far as it matters here.
 *
 * @param window the upstream's window
 * @param margin by how much a place stays occupied longer
 * @param simulated of the projects, only the simulated ones are in use; else only the others
 */
@ConfigurationProperties("ssalmuk.ledger")
record LedgerWindow(
        @DefaultValue("60s") Duration window,
        @DefaultValue("750ms") Duration margin,
        @DefaultValue("false") boolean simulated) {

    long occupiedMillis() {
        return window.plus(margin).toMillis();
    }
}
