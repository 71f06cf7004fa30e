package io.ssalmuk.worker.life;

import io.ssalmuk.cluster.Boots;
import io.ssalmuk.cluster.Duties;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/**
 * Buries nobody who may have been unable to say that it lives. While PostgreSQL is away all are
 * silent; whoever is the first to reach it again would find every other worker dead, and have all
 * their calls made again. So a silence counts only while this process's own heart was heard.
 */
@Component
@Primary
final class FairBoots implements Boots, Duties {

    /** More than one beat was missed: PostgreSQL was away, or this process slept. */
    private static final Duration GAP = Duration.ofSeconds(4);

    private final Boots boots;
    private final Duties duties;
    private final LongSupplier nanos;
    private final AtomicReference<Heard> heard;

    private record Heard(long sinceNanos, long lastNanos) {}

    @Autowired
    FairBoots(@Qualifier("postgresBoots") Boots boots, @Qualifier("postgresDuties") Duties duties) {
        this(boots, duties, System::nanoTime);
    }

    FairBoots(Boots boots, Duties duties, LongSupplier nanos) {
        this.boots = boots;
        this.duties = duties;
        this.nanos = nanos;
        long now = nanos.getAsLong();
        this.heard = new AtomicReference<>(new Heard(now, now));
    }

    @Override
    public boolean beat(UUID boot) {
        boolean alive = boots.beat(boot);
        heard.updateAndGet(this::heardNow);
        return alive;
    }

    @Override
    public Shift beat(UUID boot, String duty, Duration lease) {
        var shift = duties.beat(boot, duty, lease);
        heard.updateAndGet(this::heardNow);
        return shift;
    }

    private Heard heardNow(Heard before) {
        long now = nanos.getAsLong();
        boolean steady = now - before.lastNanos() < GAP.toNanos();
        return new Heard(steady ? before.sinceNanos() : now, now);
    }

    @Override
    public int bury(Duration silent) {
        return heardFor(silent) ? boots.bury(silent) : 0;
    }

    /** Asked at the end of a silence of its own, it would look back on a time before that. */
    private boolean heardFor(Duration time) {
        var now = heard.get();
        return nanos.getAsLong() - now.lastNanos() < GAP.toNanos()
                && now.lastNanos() - now.sinceNanos() >= time.toNanos();
    }

    @Override
    public boolean hold(String duty, UUID holder, Duration lease) {
        return duties.hold(duty, holder, lease);
    }

    @Override
    public void lay(String duty, UUID holder) {
        duties.lay(duty, holder);
    }

    @Override
    public void born(UUID boot, String name) {
        boots.born(boot, name);
    }

    @Override
    public void gone(UUID boot) {
        boots.gone(boot);
    }

    @Override
    public int alive(Duration silent) {
        return boots.alive(silent);
    }
}
