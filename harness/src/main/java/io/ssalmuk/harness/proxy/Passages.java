package io.ssalmuk.harness.proxy;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/** The calls of one worker. */
public final class Passages {

    private final Pattern prompt;
    private final ConcurrentLinkedQueue<Passage> all = new ConcurrentLinkedQueue<>();

    /**
     * Notes those calls in which there is such a text.
     *
     * @param prompt names a call; of at most {@link CallTap#LONGEST} bytes
     */
    public Passages(Pattern prompt) {
        this.prompt = prompt;
    }

    Pattern prompt() {
        return prompt;
    }

    Passage begin(String text) {
        var passage = new Passage(text);
        all.add(passage);
        return passage;
    }

    public List<Passage> all() {
        return List.copyOf(all);
    }
}
