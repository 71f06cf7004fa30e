package io.ssalmuk.file;

import java.time.Duration;

/**
 * Which contents are in use: by clients' files, and by jobs that have not ended. The others go.
 * Nobody ends up with a file whose content was deleted, whoever uploads the same just then.
 */
public interface Contents {

    /** Deletes the content if nobody uses it. */
    Collected collect(ContentHash hash);

    /** Deletes every content that nobody uses; returns how many. */
    int collectUnused();

    /** Deletes what lies in the store without being known, since at least this long. */
    int removeStrays(Duration age);

    /** What became of a content. */
    enum Collected {
        IN_USE,
        /** It is gone, and Google has no copy either. */
        GONE,
        /** It is gone, and copies at Google are to be deleted. */
        GONE_WITH_COPIES
    }
}
