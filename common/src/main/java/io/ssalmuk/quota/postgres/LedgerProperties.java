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
 * @param interactiveShare the part of each bucket's requests and tokens per minute that only calls
 *     somebody waits for may use
 * @param simulated lease from simulated projects, and from no others
 */
@ConfigurationProperties("ssalmuk.ledger")
record LedgerProperties(
        @DefaultValue("60s") Duration window,
        @DefaultValue("750ms") Duration margin,
        @DefaultValue("300ms") Duration jitter,
        @DefaultValue("150ms") Duration handling,
        @DefaultValue("0") double interactiveShare,
        @DefaultValue("false") boolean simulated) {

    LedgerProperties {
        if (jitter.plus(handling).compareTo(margin) >= 0) {
            throw new IllegalArgumentException(
                    "ssalmuk.ledger.jitter and .handling together must be less than the margin");
        }
        if (!(interactiveShare >= 0 && interactiveShare < 1)) {
            throw new IllegalArgumentException(
                    "SSALMUK_INTERACTIVE_SHARE must be at least 0 and less than 1");
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
