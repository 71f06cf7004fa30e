package io.ssalmuk.api.files;

import io.ssalmuk.file.Draft;

/** A file that has arrived and is nobody's yet. */
record Received(String name, String mimeType, Draft content) implements AutoCloseable {

    @Override
    public void close() {
        content.close();
    }
}
