package io.ssalmuk.simulator.journal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** The latest raw request bodies, exactly as they came; holds none unless asked to. */
public final class BodyLog {
    private final int capacity;
    private final Deque<RawCall> kept = new ArrayDeque<>();

    public BodyLog(int capacity) {
        this.capacity = capacity;
    }

    public boolean wanted() {
        return capacity > 0;
    }

    public synchronized void add(RawCall call) {
        if (kept.size() == capacity) {
            kept.remove();
        }
        kept.add(call);
    }

    public synchronized List<RawCall> all() {
        return new ArrayList<>(kept);
    }

    public synchronized void clear() {
        kept.clear();
    }

    /** A request as it came: its path, its headers (the key left out) and its body as text. */
    public record RawCall(String path, Map<String, String> headers, String body) {}
}
