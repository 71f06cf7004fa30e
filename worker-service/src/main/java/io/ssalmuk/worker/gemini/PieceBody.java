package io.ssalmuk.worker.gemini;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** The next bytes of a stream, so many. */
final class PieceBody extends RequestBody {

    private static final int BUFFER = 64 * 1024;

    private final InputStream stream;
    private final long length;

    PieceBody(InputStream stream, long length) {
        this.stream = stream;
        this.length = length;
    }

    @Override
    public @Nullable MediaType contentType() {
        return null;
    }

    @Override
    public long contentLength() {
        return length;
    }

    /** What was read is gone from the stream. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        var buffer = new byte[BUFFER];
        for (long left = length; left > 0; ) {
            int read = stream.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new EOFException("the file is shorter than it was");
            }
            sink.write(buffer, 0, read);
            left -= read;
        }
    }
}
