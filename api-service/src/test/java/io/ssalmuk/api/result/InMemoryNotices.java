package io.ssalmuk.api.result;

import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.EndNotices;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

final class InMemoryNotices implements EndNotices {

    private final List<Consumer<JobId>> listeners = new CopyOnWriteArrayList<>();
    private final List<Runnable> reconnects = new CopyOnWriteArrayList<>();

    @Override
    public void send(JobId ended) {
        listeners.forEach(listener -> listener.accept(ended));
    }

    @Override
    public void listen(Consumer<JobId> listener) {
        listeners.add(listener);
    }

    @Override
    public void onReconnect(Runnable action) {
        reconnects.add(action);
    }

    void reconnect() {
        reconnects.forEach(Runnable::run);
    }
}
