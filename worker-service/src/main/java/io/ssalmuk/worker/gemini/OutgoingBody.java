package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What a call sends. It is written to the wire piece by piece, so that it need not lie in memory as
 * a whole.
 */
public interface OutgoingBody {

    /** In bytes; exactly as many are written. */
    long length();

    /** Once per call. Closing the stream is not its business. */
    void writeTo(OutputStream wire) throws IOException;

    /** The bytes as they are. */
    static OutgoingBody of(Body body) {
        return new WholeBody(body);
    }
}
