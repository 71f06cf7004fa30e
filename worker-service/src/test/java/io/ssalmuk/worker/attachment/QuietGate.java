package io.ssalmuk.worker.attachment;

import io.ssalmuk.job.Ticket;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.worker.permit.Grant;
import io.ssalmuk.worker.permit.PermitGate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Remembers who made room for others. */
final class QuietGate implements PermitGate {

    private final List<Permit> departed = new CopyOnWriteArrayList<>();

    List<Permit> departed() {
        return departed;
    }

    @Override
    public Grant await(Ticket ticket) {
        throw new AssertionError("a permit is there already");
    }

    @Override
    public void freed(Permit permit) {}

    @Override
    public void departed(Permit permit) {
        departed.add(permit);
    }

    @Override
    public void leave(Permit permit) {}

    @Override
    public boolean isCrowded() {
        return false;
    }

    @Override
    public void onCrowd(Runnable listener) {}

    @Override
    public void onRest(BiConsumer<String, Duration> listener) {}
}
