package io.ssalmuk.queue;

import io.ssalmuk.job.Admissions;

/** Makes relays for tests; a relay's own constructor is for Spring. */
public final class TicketRelays {

    private TicketRelays() {}

    public static TicketRelay of(TicketPublisher publisher, Admissions admissions) {
        return new TicketRelay(publisher, admissions);
    }
}
