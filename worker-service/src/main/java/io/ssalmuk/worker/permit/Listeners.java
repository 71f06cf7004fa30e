package io.ssalmuk.worker.permit;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Who wants to know how the gates fare. */
final class Listeners {

    private final List<BiConsumer<String, Duration>> onRest = new CopyOnWriteArrayList<>();
    private final List<Runnable> onCrowd = new CopyOnWriteArrayList<>();

    void onRest(BiConsumer<String, Duration> listener) {
        onRest.add(listener);
    }

    void onCrowd(Runnable listener) {
        onCrowd.add(listener);
    }

    void rests(String bucket, Duration pause) {
        onRest.forEach(listener -> listener.accept(bucket, pause));
    }

    void crowded() {
        onCrowd.forEach(Runnable::run);
    }
}
