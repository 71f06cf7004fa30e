package io.ssalmuk.api.memo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

/**
 * Remembers answers for a short while. However many ask at once, one question goes out; a question
 * that fails is asked again by the next.
 */
public final class Memo<K, V> {

    /** Past this, old answers are swept out, so that made-up questions cannot fill the memory. */
    private static final int MANY = 10_000;

    private final Function<K, V> source;
    private final Duration age;
    private final InstantSource clock;
    private final ConcurrentHashMap<K, Answer<V>> answers = new ConcurrentHashMap<>();

    public Memo(Function<K, V> source, Duration age, InstantSource clock) {
        this.source = source;
        this.age = age;
        this.clock = clock;
    }

    /** The answer, no older than the age; what the source throws is thrown. */
    public V get(K question) {
        var now = clock.instant();
        if (answers.size() > MANY) {
            answers.values().removeIf(old -> !old.freshAt(now));
        }
        var answer =
                answers.compute(
                        question,
                        (_, old) -> old != null && old.freshAt(now) ? old : ask(question, now));
        // Runs it once: whoever comes second waits below for the first.
        answer.task().run();
        return taken(question, answer);
    }

    private Answer<V> ask(K question, Instant now) {
        return new Answer<>(new FutureTask<>(() -> source.apply(question)), now.plus(age));
    }

    private V taken(K question, Answer<V> answer) {
        try {
            return answer.task().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for an answer", e);
        } catch (ExecutionException e) {
            answers.remove(question, answer);
            throw e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException(e.getCause());
        }
    }

    private record Answer<V>(FutureTask<V> task, Instant until) {
        boolean freshAt(Instant now) {
            return now.isBefore(until);
        }
    }
}
