package io.ssalmuk.worker.gemini;

import io.ssalmuk.pool.Dimension;
import java.util.List;
import java.util.Optional;

/**
 * What an error body tells of the pool, beside the fate of its call.
 *
 * @param limits that the upstream says it has
 * @param bucket by which it counted the call, if it says so
 * @param project the number of the Google project that the key belongs to, if it says so
 * @param wholeProject whether it blames the project, rather than one of its keys
 */
public record Lesson(
        List<Limit> limits,
        Optional<String> bucket,
        Optional<String> project,
        boolean wholeProject) {

    public static final Lesson NONE =
            new Lesson(List.of(), Optional.empty(), Optional.empty(), false);

    /** A limit as the upstream has it. */
    public record Limit(Dimension dimension, long value) {}
}
