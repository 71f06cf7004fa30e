package io.ssalmuk.worker.ticket;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.estimate.TokenRatios;
import io.ssalmuk.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.dao.DataAccessResourceFailureException;

/** Remembers what it was to learn. */
final class FakeRatios implements TokenRatios {

    private final List<Map<JobId, Long>> learned = new CopyOnWriteArrayList<>();
    private final AtomicBoolean away = new AtomicBoolean();

    FakeRatios awayOnce() {
        away.set(true);
        return this;
    }

    @Override
    public void learn(Map<JobId, Long> counted) {
        if (away.getAndSet(false)) {
            throw new DataAccessResourceFailureException("away");
        }
        learned.add(counted);
    }

    @Override
    public double of(ClientId client, String bucket) {
        return 1;
    }

    List<Map<JobId, Long>> learned() {
        return learned;
    }
}
