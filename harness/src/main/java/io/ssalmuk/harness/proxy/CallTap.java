package io.ssalmuk.harness.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Tells the calls on one connection apart: one after the other, each named by its prompt. */
final class CallTap implements Wiretap {

    /** A prompt's name may come in two pieces; so much of the first one is kept. */
    static final int LONGEST = 64;

    private final Passages passages;
    private final AtomicReference<String> kept = new AtomicReference<>("");
    private final AtomicReference<Optional<Passage>> open = new AtomicReference<>(Optional.empty());

    CallTap(Passages passages) {
        this.passages = passages;
    }

    @Override
    public void asked(byte[] bytes, int length) {
        var text = kept.get() + new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        var found = passages.prompt().matcher(text);
        int from = 0;
        while (found.find()) {
            open.set(Optional.of(passages.begin(found.group())));
            from = found.end();
        }
        kept.set(text.substring(Math.max(from, text.length() - LONGEST)));
    }

    @Override
    public void answered(byte[] bytes, int length) {
        open.get().ifPresent(passage -> passage.add(bytes, length));
    }
}
