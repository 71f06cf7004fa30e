package io.ssalmuk.api.forecast;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job that waits may expect, all else staying as it is.
 *
 * @param position how many jobs go before it, about
 * @param eta when its answer will be there, about; none while no project may serve it
 */
public record Forecast(long position, @Nullable Instant eta) {}
