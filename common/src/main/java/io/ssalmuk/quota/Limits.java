package io.ssalmuk.quota;

import org.jspecify.annotations.Nullable;

/**
 * What a project may do with a model bucket; none limits nothing, 0 allows nothing.
 *
 * @param rpm requests in any 60 seconds
 * @param tpm input tokens in any 60 seconds
 * @param rpd requests in a Pacific day
 */
public record Limits(@Nullable Integer rpm, @Nullable Long tpm, @Nullable Integer rpd) {

    /** What a model starts with that no source knows. */
    public static final Limits FALLBACK = new Limits(5, 250_000L, 20);
}
