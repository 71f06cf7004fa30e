package io.ssalmuk.worker.ticket;

import io.ssalmuk.queue.TicketSource.Tap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The taps of one bucket, interactive and bulk, opened as far as the ledger can serve. */
final class LineFlow {

    private final List<Tap> taps;
    private final AtomicInteger prefetch = new AtomicInteger();

    LineFlow(List<Tap> taps) {
        this.taps = taps;
    }

    /** Small changes are left alone: each costs a new consumer. */
    synchronized void open(int wanted) {
        int now = prefetch.get();
        if (now == 0 || wanted > 2 * now || 2 * wanted < now) {
            prefetch.set(wanted);
            taps.forEach(tap -> tap.open(wanted));
        }
    }

    /** As it is, but no further. */
    synchronized void atMost(int wanted) {
        if (prefetch.get() > wanted) {
            open(wanted);
        }
    }

    synchronized void shut() {
        prefetch.set(0);
        taps.forEach(Tap::shut);
    }

    synchronized void close() {
        taps.forEach(Tap::close);
    }
}
