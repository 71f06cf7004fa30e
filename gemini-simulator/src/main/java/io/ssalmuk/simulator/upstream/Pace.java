package io.ssalmuk.simulator.upstream;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * How long things take: from the caller to the quota's decision, as a slow network has it; from
 * there to the answer; from one chunk of a stream to the next; and to the first byte when that is
 * slow.
 */
public record Pace(
        Supplier<Duration> arrival,
        Supplier<Duration> reply,
        Duration chunkGap,
        Duration slowFirstByte) {
    public static final Pace AT_ONCE =
            new Pace(
                    () -> Duration.ZERO,
                    () -> Duration.ZERO,
                    Duration.ZERO,
                    Duration.ofSeconds(30));

    public Pace withArrival(Supplier<Duration> other) {
        return new Pace(other, reply, chunkGap, slowFirstByte);
    }

    public Pace withReply(Supplier<Duration> other) {
        return new Pace(arrival, other, chunkGap, slowFirstByte);
    }

    public Pace withChunkGap(Duration other) {
        return new Pace(arrival, reply, other, slowFirstByte);
    }

    public Pace withSlowFirstByte(Duration other) {
        return new Pace(arrival, reply, chunkGap, other);
    }

    /** Evenly distributed around the mean; the generator must be safe for use by many threads. */
    public static Supplier<Duration> around(
            Duration mean, Duration jitter, RandomGenerator random) {
        long least = Math.max(0, mean.minus(jitter).toNanos());
        long most = mean.plus(jitter).toNanos();
        return least == most
                ? () -> mean
                : () -> Duration.ofNanos(random.nextLong(least, most + 1));
    }
}
