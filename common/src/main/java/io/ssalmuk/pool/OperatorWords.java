package io.ssalmuk.pool;

import io.ssalmuk.quota.ProjectId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operator's word on limits at run time. */
public interface OperatorWords {

    /** All of it, that of the start included. */
    List<Word> list();

    /**
     * Takes effect on every worker at once. A bucket that nobody knew becomes known, and buckets
     * that rest because they may not be used at all are tried again.
     */
    void say(String bucket, Optional<ProjectId> project, Map<Dimension, Said> said, Actor actor);

    /** What is said of a dimension. */
    sealed interface Said {
        record AtMost(long value) implements Said {}

        record Unlimited() implements Said {}

        /** The next source counts again. */
        record TakenBack() implements Said {}
    }

    /**
     * A word.
     *
     * @param bucket a bucket, or {@code *}
     * @param project its name, or none for all
     * @param value none if there is no limit
     * @param origin {@code admin}, or {@code environment} for that of the start
     */
    record Word(
            String bucket,
            @Nullable String project,
            String dimension,
            @Nullable Long value,
            String origin) {}
}
