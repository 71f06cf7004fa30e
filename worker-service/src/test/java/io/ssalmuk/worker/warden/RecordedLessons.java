package io.ssalmuk.worker.warden;

import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.PoolLessons;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.dao.DataAccessResourceFailureException;

/** Remembers what it was taught, and finds all of it new unless told otherwise. */
final class RecordedLessons implements PoolLessons {

    private final List<String> taught = new ArrayList<>();
    private final AtomicBoolean knowing = new AtomicBoolean();
    private final AtomicBoolean away = new AtomicBoolean();
    private final AtomicReference<Identity> identity = new AtomicReference<>(new Identity.Known());

    List<String> taught() {
        return taught;
    }

    void knowing() {
        knowing.set(true);
    }

    void away() {
        away.set(true);
    }

    void turnsOut(Identity told) {
        identity.set(told);
    }

    private boolean hear(String lesson) {
        if (away.get()) {
            throw new DataAccessResourceFailureException("away");
        }
        taught.add(lesson);
        return !knowing.get();
    }

    @Override
    public boolean learn(Permit permit, Dimension dimension, long value, Duration age) {
        return hear("learn " + dimension + " " + value);
    }

    @Override
    public Optional<Drift> refused(Permit permit, Optional<Dimension> lower) {
        hear(lower.map(dimension -> "lower " + dimension).orElse("note"));
        return Optional.of(new Drift("project", permit.bucket(), 15, 15L, 14L));
    }

    @Override
    public void restLonger(Permit permit, Duration age, Duration pause, String reason) {
        hear("rest longer, at least " + pause);
    }

    @Override
    public void letThrough(Permit permit, Duration age) {
        hear("let through");
    }

    @Override
    public void unsupported(Permit permit, Duration pause, String reason) {
        hear("unsupported " + pause + " " + reason);
    }

    @Override
    public void stop(Permit permit, Duration pause, String reason) {
        hear("stop " + pause + " " + reason);
    }

    @Override
    public int quarantine(ProjectId project, String reason) {
        hear("quarantine " + reason);
        return 1;
    }

    @Override
    public Identity identify(ProjectId project, String number) {
        hear("identify " + number);
        return identity.get();
    }

    @Override
    public boolean alias(String model, String bucket, String insteadOf) {
        return hear("alias " + bucket + " instead of " + insteadOf);
    }

    @Override
    public int recover() {
        return 0;
    }
}
