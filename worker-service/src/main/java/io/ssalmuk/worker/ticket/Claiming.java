package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobId;
import io.ssalmuk.worker.life.Life;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Claims jobs for this process, and leaves none claimed that it does not know of. */
@Component
final class Claiming {

    /** A server that has lost its client may still read, and write, what it was sent. */
    static final Duration LATE = Duration.ofSeconds(30);

    private final JobClaims claims;
    private final Life life;
    private final Settlement settlement;
    private final Alarms alarms;
    private final Executor aside;

    /** Giving up waits while PostgreSQL is away, and alarms must not. */
    @Autowired
    Claiming(JobClaims claims, Life life, Settlement settlement, Alarms alarms) {
        this(
                claims,
                life,
                settlement,
                alarms,
                late -> Thread.ofVirtual().name("late-claim").start(late));
    }

    Claiming(JobClaims claims, Life life, Settlement settlement, Alarms alarms, Executor aside) {
        this.claims = claims;
        this.life = life;
        this.settlement = settlement;
        this.alarms = alarms;
        this.aside = aside;
    }

    /** Empty when there is nothing to do: the job runs elsewhere, waits, or has ended. */
    Optional<Claim> claim(JobId job) {
        var boot = life.boot();
        var claim = claim(job, boot);
        // Or nobody has the job, and its ticket would be lost: this process was taken for dead.
        return claim.isEmpty() && !life.lives(boot) ? claim(job, life.boot()) : claim;
    }

    private Optional<Claim> claim(JobId job, UUID boot) {
        var claimant = Claimant.of(boot);
        try {
            return claims.claim(job, claimant);
        } catch (DataAccessException | TransactionException e) {
            settlement.disown(job, claimant);
            var _ = alarms.in(LATE, () -> aside.execute(() -> settlement.disown(job, claimant)));
            throw e;
        }
    }
}
