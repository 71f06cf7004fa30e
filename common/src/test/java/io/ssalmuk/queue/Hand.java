package io.ssalmuk.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What a listener was handed and the test has not taken yet. */
public final class Hand<T> implements Consumer<T> {

    /** Only a broken test waits so long: a broker that starts again takes some seconds. */
    private static final long PATIENCE_SECONDS = 60;

    private final BlockingQueue<T> held = new LinkedBlockingQueue<>();

    @Override
    public void accept(T item) {
        held.add(item);
    }

    public T take() {
        try {
            var item = held.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(item).as("the next of what should arrive").isNotNull();
            return item;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public List<T> take(int count) {
        return Stream.generate(this::take).limit(count).toList();
    }

    public boolean isEmpty() {
        return held.isEmpty();
    }

    public void clear() {
        held.clear();
    }
}
