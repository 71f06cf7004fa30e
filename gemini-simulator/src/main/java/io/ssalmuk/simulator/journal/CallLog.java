package io.ssalmuk.simulator.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/** The latest calls, numbered from one; when it is full, each new call displaces the oldest. */
public final class CallLog {
    private final int capacity;
    private final List<CallEntry> ring = new ArrayList<>();
    private final AtomicLong last = new AtomicLong();
    private final Map<String, Long> outcomes = new TreeMap<>();

    public CallLog(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("The call log holds at least one call");
        }
        this.capacity = capacity;
    }

    public synchronized void add(CallEntry entry) {
        long number = last.incrementAndGet();
        CallEntry numbered = entry.numbered(number);
        if (ring.size() < capacity) {
            ring.add(numbered);
        } else {
            ring.set(slot(number), numbered);
        }
        outcomes.merge(entry.outcome(), 1L, Long::sum);
    }

    /** The calls after the given number that are still held, oldest first, at most so many. */
    public synchronized List<CallEntry> since(long sequence, int most) {
        long first = Math.max(Math.max(sequence, 0), last.get() - ring.size()) + 1;
        var found = new ArrayList<CallEntry>();
        for (long number = first; number <= last.get() && found.size() < most; number++) {
            found.add(ring.get(slot(number)));
        }
        return found;
    }

    /** How many calls ended in which way, displaced ones included. */
    public synchronized Map<String, Long> outcomes() {
        return new TreeMap<>(outcomes);
    }

    public synchronized void clear() {
        ring.clear();
        outcomes.clear();
        last.set(0);
    }

    private int slot(long number) {
        return Math.toIntExact((number - 1) % capacity);
    }
}
