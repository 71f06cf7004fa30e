package io.ssalmuk.api.forecast;

import io.ssalmuk.quota.Supply.Release;
import io.ssalmuk.quota.Supply.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** One project's quota of a minute, as an upstream would count it. */
final class Places {

    private final int rpm;
    private final long tpm;
    private final Deque<Taken> taken = new ArrayDeque<>();

    private record Taken(Instant until, long tokens) {}

    Places(int rpm, long tpm) {
        this.rpm = rpm;
        this.tpm = tpm;
    }

    private void free(Instant now) {
        while (!taken.isEmpty() && !taken.element().until().isAfter(now)) {
            taken.remove();
        }
    }

    private long tokens() {
        return taken.stream().mapToLong(Taken::tokens).sum();
    }

    boolean take(long tokens, Instant now) {
        free(now);
        boolean room = taken.size() < rpm && tokens() + tokens <= tpm;
        return room && taken.add(new Taken(now.plus(Supplies.WINDOW), tokens));
    }

    Share share(Instant now) {
        free(now);
        var releases =
                taken.stream()
                        .map(one ->
                                new Release(Duration.between(now, one.until()), 1, one.tokens()))
                        .toList();
        return new Share(rpm, tpm, null, taken.size(), tokens(), null, now, releases);
    }
}
