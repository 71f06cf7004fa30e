package io.ssalmuk.pool;

import java.time.Instant;
import java.util.List;

/** Who changed what, when and from where; written with each change. */
public interface AuditTrail {

    /** Within the transaction of the change, so that there is neither without the other. */
    void write(Actor actor, String action, String subject, String detail);

    /** The latest first, before this one. */
    List<Entry> before(long id, int most);

    /**
     * A change.
     *
     * @param subject what was changed, by name
     * @param detail how
     */
    record Entry(
            long id,
            Instant at,
            String who,
            String origin,
            String action,
            String subject,
            String detail) {}
}
