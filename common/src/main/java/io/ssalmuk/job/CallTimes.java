package io.ssalmuk.job;

import java.time.Duration;
import java.util.Map;

/** How long calls take. */
@FunctionalInterface
public interface CallTimes {

    /** By bucket, what half of its latest calls took at the most; of those that had some. */
    Map<String, Duration> usual();
}
