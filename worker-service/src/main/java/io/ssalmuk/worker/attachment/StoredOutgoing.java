package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.FileStore;
import io.ssalmuk.worker.gemini.UpstreamFiles;
import java.io.IOException;
import java.io.InputStream;

/**
 * A stored content on its way to Google.
 *
 * @param progress called between pieces
 */
record StoredOutgoing(
        FileStore store, ContentHash hash, long size, String mimeType, Runnable progress)
        implements UpstreamFiles.Outgoing {

    @Override
    public InputStream open() throws IOException {
        return store.open(hash);
    }

    @Override
    public void underWay() {
        progress.run();
    }
}
