package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.ContentHash;
import io.ssalmuk.file.FileStore;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/** A stretch of a body that is on its way out. */
sealed interface Piece {

    long length();

    void writeTo(OutputStream wire) throws IOException;

    /** Some of the bytes of a job's own body. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares pieces
    record Bytes(byte[] bytes, int from, int to) implements Piece {

        Bytes(byte[] bytes) {
            this(bytes, 0, bytes.length);
        }

        @Override
        public long length() {
            return to - (long) from;
        }

        @Override
        public void writeTo(OutputStream wire) throws IOException {
            wire.write(bytes, from, to - from);
        }
    }

    /** A file, encoded on its way from the disk to the wire. */
    record Base64File(FileStore store, ContentHash hash, long size) implements Piece {

        /** A multiple of three, so that nothing is padded before the end. */
        private static final int CHUNK = 24 * 1024;

        @Override
        public long length() {
            return 4 * ((size + 2) / 3);
        }

        @Override
        public void writeTo(OutputStream wire) throws IOException {
            long read = 0;
            var chunk = new byte[CHUNK];
            try (var file = store.open(hash)) {
                for (int n = file.readNBytes(chunk, 0, CHUNK);
                        n > 0;
                        n = file.readNBytes(chunk, 0, CHUNK)) {
                    read += n;
                    checkSize(read);
                    wire.write(encoded(chunk, n));
                }
            }
            checkEnd(read);
        }

        private static byte[] encoded(byte[] chunk, int length) {
            return Base64.getEncoder()
                    .encode(length == CHUNK ? chunk : Arrays.copyOf(chunk, length));
        }

        /** More than was announced would be taken for the next request. */
        private void checkSize(long read) throws IOException {
            if (read > size) {
                throw new IOException("the stored content " + hash + " is longer than it was");
            }
        }

        private void checkEnd(long read) throws IOException {
            if (read < size) {
                throw new IOException("the stored content " + hash + " is shorter than it was");
            }
        }
    }
}
