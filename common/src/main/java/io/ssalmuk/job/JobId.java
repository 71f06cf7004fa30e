package io.ssalmuk.job;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A UUIDv7, so that ids sort and partition by the time they were made. */
public record JobId(UUID value) implements Comparable<JobId> {

    public static JobId next() {
        return new JobId(UuidCreator.getTimeOrderedEpoch());
    }

    /** Before every id that is made in this millisecond or later. */
    public static JobId firstOf(Instant moment) {
        return new JobId(new UUID(moment.toEpochMilli() << 16, 0));
    }

    /** Reads an id as clients write it; empty when it is none of ours. */
    public static Optional<JobId> parse(String text) {
        try {
            return text.length() == 36
                    ? Optional.of(new JobId(UUID.fromString(text)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public int compareTo(JobId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
