package io.ssalmuk.api.cancel;

import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Jobs;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Signals;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Takes a queued job out by itself, and asks the worker of a claimed one to stop. A job goes to and
 * fro between the two, and a signal may be lost, so it looks again a few times.
 */
@Component
final class PatientCancellations implements Cancellations {

    private static final Logger log = LoggerFactory.getLogger(PatientCancellations.class);

    /** A worker that has heard the signal is done well before the first. */
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60));

    private final JobClaims claims;
    private final Jobs jobs;
    private final Signals signals;
    private final EndNotices notices;
    private final List<Duration> pauses;

    @Autowired
    PatientCancellations(JobClaims claims, Jobs jobs, Signals signals, EndNotices notices) {
        this(claims, jobs, signals, notices, PAUSES);
    }

    PatientCancellations(
            JobClaims claims,
            Jobs jobs,
            Signals signals,
            EndNotices notices,
            List<Duration> pauses) {
        this.claims = claims;
        this.jobs = jobs;
        this.signals = signals;
        this.notices = notices;
        this.pauses = pauses;
    }

    @Override
    public void cancel(JobId job) {
        Thread.ofVirtual().name("cancel-" + job).start(() -> pursue(job));
    }

    @Override
    public boolean cancelQueued(JobId job) {
        boolean cancelled = claims.cancelQueued(job);
        if (cancelled) {
            told(List.of(job));
        }
        return cancelled;
    }

    /** Sending may wait for a broker that is away, and the jobs have ended without it. */
    @Override
    public void told(Collection<JobId> cancelled) {
        Thread.ofVirtual().name("cancelled-jobs").start(() -> cancelled.forEach(notices::send));
    }

    private void pursue(JobId job) {
        try {
            for (var pause : pauses) {
                if (ended(job)) {
                    return;
                }
                Thread.sleep(pause);
            }
            if (!ended(job)) {
                log.warn("job {} is not wanted any more, and goes on all the same", job);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean ended(JobId job) {
        try {
            if (claims.cancelQueued(job)) {
                notices.send(job);
                return true;
            }
            if (!jobs.ended(List.of(job)).isEmpty()) {
                return true;
            }
        } catch (DataAccessException | TransactionException e) {
            log.warn("job {} cannot be cancelled now: {}", job, e.getMessage());
        }
        signals.send(new Signal.Cancel(job));
        return false;
    }
}
