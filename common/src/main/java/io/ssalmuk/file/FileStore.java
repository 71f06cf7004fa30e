package io.ssalmuk.file;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;

/**
 * Where contents lie, under their hashes. Which are in use is not known here: {@link Contents}
 * decides what is kept and what is deleted.
 */
public interface FileStore {

    /**
     * Reads a stream to its end; however long it is, little of it is in memory at a time.
     *
     * @throws IOException when the stream cannot be read
     * @throws StoreFullException when there is no room for it
     */
    Draft receive(InputStream content) throws IOException;

    /** Puts a draft under its hash, whole or not at all, if that content is not there yet. */
    void keep(Draft draft);

    boolean holds(ContentHash hash);

    InputStream open(ContentHash hash) throws IOException;

    void delete(ContentHash hash);

    /** What was put there at least this long ago. */
    Set<ContentHash> olderThan(Duration age);

    /** Removes what uploads left behind that broke off at least this long ago; returns how many. */
    int removeDrafts(Duration age);
}
