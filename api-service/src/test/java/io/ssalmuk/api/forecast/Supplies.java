package io.ssalmuk.api.forecast;

import io.ssalmuk.quota.Supply;
import io.ssalmuk.quota.Supply.Release;
import io.ssalmuk.quota.Supply.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What tests have to give away. */
final class Supplies {

    static final Instant NOON = Instant.parse("2026-07-01T19:00:00Z");
    static final Instant MIDNIGHT = Instant.parse("2026-07-02T07:00:00Z");
    static final Duration WINDOW = Duration.ofMillis(60_750);

    private Supplies() {}

    static Supply of(List<Share> shares) {
        return at(NOON, shares);
    }

    /** On the day of that noon. */
    static Supply at(Instant now, List<Share> shares) {
        return new Supply(now, LocalDate.of(2026, 7, 1), WINDOW, 0, 1, shares);
    }

    static Supply projects(int count, Share share) {
        return of(Collections.nCopies(count, share));
    }

    static Share idle(@Nullable Integer rpm, @Nullable Long tpm, @Nullable Integer rpd) {
        return new Share(rpm, tpm, rpd, 0, 0, rpd, NOON, List.of());
    }

    static Share idle(int rpm) {
        return idle(rpm, null, null);
    }

    /** All places taken, to come free together. */
    static Share full(int rpm, Duration after) {
        var release = new Release(after, rpm, rpm);
        return new Share(rpm, null, null, rpm, rpm, null, NOON, List.of(release));
    }

    static Share resting(int rpm, Instant until) {
        return new Share(rpm, null, null, 0, 0, null, until, List.of());
    }
}
