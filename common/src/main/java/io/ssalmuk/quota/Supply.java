package io.ssalmuk.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What projects can take of a bucket from a moment on.
 *
 * @param at the moment, by the ledger's clock
 * @param today the Pacific day that it belongs to
 * @param occupied how long a call occupies its place
 * @param kept the part of each limit that only calls somebody waits for may use
 * @param each how many projects each share stands for
 * @param shares of projects that may use the bucket at all
 */
public record Supply(
        Instant at,
        LocalDate today,
        Duration occupied,
        double kept,
        double each,
        List<Share> shares) {

    /**
     * What one project has; no figure is no limit.
     *
     * @param rpm the requests per minute that are made use of
     * @param taken requests of the last window
     * @param tokensTaken input tokens of the last window
     * @param dayLeft what is left of the day's requests
     * @param restsUntil the moment itself if it does not rest
     * @param releases what is taken, by when it comes free, the soonest first
     */
    public record Share(
            @Nullable Integer rpm,
            @Nullable Long tpm,
            @Nullable Integer rpd,
            long taken,
            long tokensTaken,
            @Nullable Integer dayLeft,
            Instant restsUntil,
            List<Release> releases) {}

    /** What comes free after a while, and not before. */
    public record Release(Duration after, long units, long tokens) {}
}
