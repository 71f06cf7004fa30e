package io.ssalmuk.quota.postgres;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the ledger counts.
 *
 * @param window the upstream's window
 * @param margin by how much a place stays occupied longer, and how late a call may therefore leave
 * @param jitter the part of the margin that is left to the network
 * @param handling the part of the margin between the last look at a permit and the upstream's count
 *     that is not the network's: writing the request here, reading it there
 * @param simulated lease from simulated projects, and from no others
 */
@ConfigurationProperties("ssalmuk.ledger")
record LedgerProperties(
        @DefaultValue("60s") Duration window,
        @DefaultValue("750ms") Duration margin,
        @DefaultValue("300ms") Duration jitter,
        @DefaultValue("150ms") Duration handling,
        @DefaultValue("false") boolean simulated) {

    LedgerProperties {
        if (jitter.plus(handling).compareTo(margin) >= 0) {
            throw new IllegalArgumentException(
                    "ssalmuk.ledger.jitter and .handling together must be less than the margin");
        }
    }

    /** A place's time: two calls in it are at least a window apart when they arrive. */
    long occupiedMillis() {
        return window.plus(margin).toMillis();
    }

    Duration useBy() {
        return margin.minus(jitter).minus(handling);
    }
}
