package io.ssalmuk.api.files;

import io.ssalmuk.file.UploadedFile;
import java.time.Instant;

/** A file as its owner sees it. */
record FileDocument(String id, String filename, String mimeType, long size, Instant createdAt) {

    static FileDocument of(UploadedFile file) {
        return new FileDocument(
                file.id().toString(), file.name(), file.mimeType(), file.size(), file.createdAt());
    }
}
