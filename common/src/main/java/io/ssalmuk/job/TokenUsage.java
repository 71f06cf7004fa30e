package io.ssalmuk.job;

import org.jspecify.annotations.Nullable;

/**
 * Tokens as Google's {@code usageMetadata} counts them; none for what an answer does not tell.
 *
 * @param cached the part of the prompt's tokens that came from a cache
 */
public record TokenUsage(
        @Nullable Long prompt,
        @Nullable Long candidates,
        @Nullable Long thoughts,
        @Nullable Long cached,
        @Nullable Long total) {

    public static final TokenUsage NONE = new TokenUsage(null, null, null, null, null);
}
