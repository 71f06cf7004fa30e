package io.ssalmuk.worker.life;

import com.github.f4b6a3.uuid.UuidCreator;
import io.ssalmuk.cluster.Boots;
import io.ssalmuk.cluster.Duties;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Says every second and a half that this process lives, and takes the housekeeping when nobody has
 * it.
 */
@Component
final class WorkerLife implements Life, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerLife.class);

    private static final long BEAT_MILLIS = 1_500;

    /** Some beats may be missed before another process takes the housekeeping over. */
    private static final Duration DUTY_LEASE = Duration.ofSeconds(5);

    private static final String HOUSEKEEPING = "housekeeping";

    /** Starts before, and stops after, everything that holds jobs. */
    private static final int PHASE = 0;

    private final Boots boots;
    private final Duties duties;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<UUID> boot = new AtomicReference<>(newBoot());
    private final ScheduledExecutorService beats =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("heartbeat").factory());
    private final AtomicBoolean onDuty = new AtomicBoolean();
    private final AtomicBoolean running = new AtomicBoolean();

    WorkerLife(Boots boots, Duties duties) {
        this.boots = boots;
        this.duties = duties;
    }

    private static UUID newBoot() {
        return UuidCreator.getTimeOrderedEpoch();
    }

    @Override
    public UUID boot() {
        return boot.get();
    }

    @Override
    public boolean onDuty() {
        return onDuty.get();
    }

    @Override
    public void start() {
        boots.born(boot(), name());
        running.set(true);
        beat();
        var _ =
                beats.scheduleAtFixedRate(
                        this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String name() {
        return ManagementFactory.getRuntimeMXBean().getName();
    }

    @SuppressWarnings("CatchingUnchecked") // a timer whose task throws is silent for ever after
    private void beat() {
        try {
            var asked = boot();
            var shift = duties.beat(asked, HOUSEKEEPING, DUTY_LEASE);
            onDuty.set(shift.onDuty());
            if (!shift.lives()) {
                // Whoever finds that out first begins anew; the duty is asked for right after.
                boolean _ = lives(asked);
                onDuty.set(duties.beat(boot(), HOUSEKEEPING, DUTY_LEASE).onDuty());
            }
        } catch (DataAccessException | TransactionException e) {
            onDuty.set(false);
            log.warn("no heartbeat, PostgreSQL is away: {}", e.getMessage());
        } catch (RuntimeException e) {
            onDuty.set(false);
            log.error("the heartbeat met a bug; it beats again in a moment", e);
        }
    }

    /** One at a time: two that find the boot dead would begin two new ones. */
    @Override
    public boolean lives(UUID asked) {
        lock.lock();
        try {
            if (!asked.equals(boot())) {
                return false;
            }
            if (boots.beat(asked)) {
                return true;
            }
            beBornAgain();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Known before it is used: under a name that is not, nothing can be claimed. */
    private void beBornAgain() {
        var next = newBoot();
        boots.born(next, name());
        var dead = boot.getAndSet(next);
        log.warn(
                "boot {} was declared dead while this process slept; it goes on as {}",
                dead,
                boot());
    }

    @Override
    public void stop() {
        running.set(false);
        onDuty.set(false);
        beats.shutdownNow();
        try {
            duties.lay(HOUSEKEEPING, boot());
            boots.gone(boot());
        } catch (DataAccessException | TransactionException e) {
            log.warn("boot {} ends without saying so: {}", boot(), e.getMessage());
        }
    }

    @Override
    public boolean isRunning() {
        return running.get();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
