package io.ssalmuk.harness.proxy;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Tells the calls on one connection apart: one after the other, each named by its prompt. */
final class CallTap implements Wiretap {

    /** A prompt's name may come in two pieces; so much of the first one is kept. */
    static final int LONGEST = 64;

    private static final Pattern BEGINNING = Pattern.compile("[A-Z]+ /");

    private final Passages passages;
    private final AtomicReference<String> kept = new AtomicReference<>("");
    private final AtomicReference<Optional<Passage>> open = new AtomicReference<>(Optional.empty());

    CallTap(Passages passages) {
        this.passages = passages;
    }

    @Override
    public void asked(byte[] bytes, int length) {
        var piece = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
        if (BEGINNING.matcher(piece).lookingAt()) {
            // It may be no call: what is answered to it is not the one before's.
            open.set(Optional.empty());
        }
        var text = kept.get() + piece;
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
