package io.ssalmuk.job;

import io.ssalmuk.file.ContentHash;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A file in a job's body. Where it belongs stands a marker that was drawn after the request had
 * arrived, so that no request can contain one that counts.
 *
 * @param mimeType what the job says that it is
 */
public record JobFile(UUID marker, ContentHash hash, long size, String mimeType) {

    /** The member of a part that a marker is the value of, until a worker replaces both. */
    public static final String MEMBER = "fileId";

    private static final String FORM = "\"" + MEMBER + "\":\"%s\"";

    /** The member as it stands in the body. */
    public byte[] placeholder() {
        return FORM.formatted(marker).getBytes(StandardCharsets.US_ASCII);
    }
}
