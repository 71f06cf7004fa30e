package io.ssalmuk.file;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.ProjectId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * The contents that Google has, per project. In the whole cluster one worker at a time uploads a
 * content to a project; one that dies or falls silent at it loses that right.
 */
public interface UpstreamCopies {

    /** Finds a copy that can be used, or else the right to make one. */
    Claimed claim(CopyKey key, UUID boot);

    /** Says that the upload goes on; false when the right to it was lost. */
    boolean touch(UUID upload);

    /** The copy can be used from now on, for this long; false when the right to it was lost. */
    boolean complete(UUID upload, Copy copy, Duration lifetime);

    /** The upload came to nothing: another may try. */
    void abandon(UUID upload);

    /** Google does not have this copy any more. */
    void forget(ProjectId project, Copy copy);

    /**
     * Takes copies to be deleted at Google, because their contents are in nobody's use here. The
     * same is given out again after a pause, until it is {@link #gone} or was tried thrice.
     */
    List<Leaving> takeUnused(int most);

    /** The copy was deleted at Google. */
    void gone(Leaving copy);

    /** Forgets copies that Google has deleted by itself, and uploads that ended in nothing. */
    int removeExpired();

    /** What may be uploaded once. */
    record CopyKey(ProjectId project, ContentHash hash, String mimeType) {}

    /**
     * A copy at Google.
     *
     * @param name such as {@code files/abc}
     */
    record Copy(String name, String uri) {}

    /**
     * A copy to be deleted.
     *
     * @param key any key of its project
     */
    record Leaving(UUID upload, ProjectId project, KeyId key, String name) {}

    /** How asking for a copy can end. */
    sealed interface Claimed {
        record Ready(Copy copy) implements Claimed {}

        record Yours(UUID upload) implements Claimed {}

        /** Somebody uploads it just now. */
        record Busy() implements Claimed {}
    }
}
