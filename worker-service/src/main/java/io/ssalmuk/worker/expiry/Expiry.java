package io.ssalmuk.worker.expiry;

import io.ssalmuk.job.Deadlines;
import io.ssalmuk.job.IdempotencyKeys;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.EndNotices;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** What time does to jobs and keys. */
@Component
final class Expiry {

    private static final Logger log = LoggerFactory.getLogger(Expiry.class);

    /** As clients are told. */
    private static final Duration KEYS_ARE_KEPT = Duration.ofHours(24);

    /** Rows of one statement: enough to catch up, few enough to hold no lock for long. */
    private static final int AT_ONCE = 1_000;

    private final Deadlines deadlines;
    private final IdempotencyKeys keys;
    private final EndNotices notices;
    private final Executor aside;

    /** Sending may wait for a broker that is away, and the next round must not. */
    @Autowired
    Expiry(Deadlines deadlines, IdempotencyKeys keys, EndNotices notices) {
        this(
                deadlines,
                keys,
                notices,
                telling -> Thread.ofVirtual().name("expired-jobs").start(telling));
    }

    Expiry(Deadlines deadlines, IdempotencyKeys keys, EndNotices notices, Executor aside) {
        this.deadlines = deadlines;
        this.keys = keys;
        this.notices = notices;
        this.aside = aside;
    }

    /**
     * Answers how long until there is more to do, as far as anybody knows; empty if nobody does.
     */
    Optional<Duration> round() {
        var next = deadlines.next();
        if (next.filter(Duration::isZero).isEmpty()) {
            return next;
        }
        expireJobs();
        return deadlines.next();
    }

    void expireJobs() {
        List<JobId> expired;
        do {
            expired = deadlines.expireQueued(JobError.DEADLINE_EXCEEDED, AT_ONCE);
            tell(expired);
            // Ends: each round takes so many out of the queue.
        } while (expired.size() == AT_ONCE);
    }

    private void tell(List<JobId> expired) {
        if (!expired.isEmpty()) {
            log.info("{} jobs expired, for their deadline passed", expired.size());
            aside.execute(() -> expired.forEach(notices::send));
        }
    }

    void forgetKeys() {
        int forgotten = 0;
        int some;
        do {
            some = keys.forget(KEYS_ARE_KEPT, AT_ONCE);
            forgotten += some;
        } while (some == AT_ONCE);
        if (forgotten > 0) {
            log.info("{} idempotency keys are forgotten, a day after their use", forgotten);
        }
    }
}
