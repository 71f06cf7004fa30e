package io.ssalmuk.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A draft in a file of its own. */
@SuppressWarnings("ArrayRecordComponent") // nobody compares drafts
record DiskDraft(Path path, ContentHash hash, long size, byte[] head) implements Draft {

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot drop " + path, e);
        }
    }
}
