package io.ssalmuk.pool;

import java.time.Instant;
import java.util.List;

/** Who changed what of the pool, when and from where; written with each change. */
public interface AuditTrail {

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
