package io.ssalmuk.file;

import java.time.Instant;

/**
 * A client's file.
 *
 * @param name for display; never a path
 */
public record UploadedFile(
        FileId id, String name, String mimeType, long size, ContentHash hash, Instant createdAt) {}
