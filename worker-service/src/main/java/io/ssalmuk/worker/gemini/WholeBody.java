package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.Body;
import java.io.IOException;
import java.io.OutputStream;

/** A body that lies in memory as a whole. */
record WholeBody(Body body) implements OutgoingBody {

    @Override
    public long length() {
        return body.bytes().length;
    }

    @Override
    public void writeTo(OutputStream wire) throws IOException {
        wire.write(body.bytes());
    }
}
