package io.ssalmuk.worker.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.cluster.Boots;
import io.ssalmuk.cluster.Duties;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;

@Timeout(30)
class WorkerLifeTest {

    private final Registry registry = new Registry();
    private final Post post = new Post(registry);
    private final WorkerLife life = new WorkerLife(registry, post);

    /** Who lives. */
    private static final class Registry implements Boots {

        private final Set<UUID> living = new HashSet<>();
        private final AtomicBoolean away = new AtomicBoolean();

        @Override
        public synchronized void born(UUID boot, String name) {
            living.add(boot);
        }

        @Override
        public synchronized boolean beat(UUID boot) {
            if (away.get()) {
                throw new DataAccessResourceFailureException("away");
            }
            return living.contains(boot);
        }

        @Override
        public synchronized void gone(UUID boot) {
            living.remove(boot);
        }

        @Override
        public synchronized int bury(Duration silent) {
            int count = living.size();
            living.clear();
            return count;
        }

        @Override
        public int alive(Duration silent) {
            return living().size();
        }

        synchronized Set<UUID> living() {
            return Set.copyOf(living);
        }
    }

    /** One duty, which is free or not, and who asked for it. */
    private static final class Post implements Duties {

        private final AtomicBoolean free = new AtomicBoolean(true);
        private final AtomicBoolean laid = new AtomicBoolean();
        private final Semaphore asked = new Semaphore(0);
        private final Registry registry;

        Post(Registry registry) {
            this.registry = registry;
        }

        @Override
        public Shift beat(UUID boot, String duty, Duration lease) {
            boolean lives = registry.beat(boot);
            return new Shift(lives, lives && hold(duty, boot, lease));
        }

        @Override
        public boolean hold(String duty, UUID holder, Duration lease) {
            asked.release();
            return free.get();
        }

        @Override
        public void lay(String duty, UUID holder) {
            laid.set(true);
        }
    }

    @AfterEach
    void end() {
        life.stop();
    }

    @Test
    void aWorkerIsKnownAndOnDutyBeforeItsStartReturns() {
        life.start();
        assertThat(registry.living()).containsExactly(life.boot());
        assertThat(life.onDuty()).isTrue();
    }

    @Test
    void onlyOneIsOnDuty() {
        post.free.set(false);
        life.start();
        assertThat(life.onDuty()).isFalse();
    }

    @Test
    void whoWasTakenForDeadGoesOnUnderANewName() {
        life.start();
        var before = life.boot();
        registry.bury(Duration.ZERO);
        post.asked.acquireUninterruptibly(2);
        assertThat(life.boot()).isNotEqualTo(before);
        assertThat(registry.living()).containsExactly(life.boot());
    }

    @Test
    void whoAsksLearnsAtOnceThatABootIsDead() {
        life.start();
        var before = life.boot();
        assertThat(life.lives(before)).isTrue();
        registry.bury(Duration.ZERO);
        assertThat(life.lives(before)).isFalse();
        assertThat(life.lives(before)).isFalse();
        assertThat(registry.living()).containsExactly(life.boot());
        assertThat(life.lives(life.boot())).isTrue();
    }

    @Test
    void whoCannotReachTheDatabaseIsNotOnDuty() {
        registry.away.set(true);
        life.start();
        assertThat(life.onDuty()).isFalse();
        registry.away.set(false);
        post.asked.acquireUninterruptibly();
        assertThat(registry.living()).containsExactly(life.boot());
    }

    @Test
    void anOrderlyEndIsSaid() {
        life.start();
        life.stop();
        assertThat(registry.living()).isEmpty();
        assertThat(post.laid).isTrue();
        assertThat(life.onDuty()).isFalse();
        assertThat(life.isRunning()).isFalse();
    }
}
