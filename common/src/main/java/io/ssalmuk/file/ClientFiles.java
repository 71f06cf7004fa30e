package io.ssalmuk.file;

import io.ssalmuk.client.ClientId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every client's files. A client sees its own: another's look like none. */
public interface ClientFiles {

    /** Keeps the content, and commits the file: when it returns both are durable. */
    UploadedFile add(ClientId owner, String name, String mimeType, Draft content);

    /** Those of the files that exist and are this client's. */
    Map<FileId, UploadedFile> find(ClientId owner, Collection<FileId> files);

    default Optional<UploadedFile> find(ClientId owner, FileId file) {
        return Optional.ofNullable(find(owner, List.of(file)).get(file));
    }

    /** The newest first, from the one after {@code after} on. */
    List<UploadedFile> list(ClientId owner, Optional<FileId> after, int most);

    /**
     * Takes a file away from its client; empty when there was none.
     *
     * @return its content, which may now be in nobody's use
     */
    Optional<ContentHash> delete(ClientId owner, FileId file);
}
