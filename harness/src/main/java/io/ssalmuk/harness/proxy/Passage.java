package io.ssalmuk.harness.proxy;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A call on its way through, by the text that names it. */
public final class Passage {

    private final String prompt;
    private final Instant sent = Instant.now();
    private final AtomicReference<Optional<Instant>> answered =
            new AtomicReference<>(Optional.empty());
    private final ByteArrayOutputStream answer = new ByteArrayOutputStream();

    Passage(String prompt) {
        this.prompt = prompt;
    }

    synchronized void add(byte[] bytes, int length) {
        answer.write(bytes, 0, length);
        answered.set(Optional.of(Instant.now()));
    }

    public String prompt() {
        return prompt;
    }

    public Instant sent() {
        return sent;
    }

    /** When the latest piece of its answer came by. */
    public Optional<Instant> answered() {
        return answered.get();
    }

    /** The body of its answer if it was a whole one and a success. */
    public synchronized Optional<String> body() {
        return HttpAnswer.body(answer.toByteArray());
    }
}
