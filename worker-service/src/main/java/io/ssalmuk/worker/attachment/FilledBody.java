package io.ssalmuk.worker.attachment;

import io.ssalmuk.worker.gemini.OutgoingBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** A job's body with its files in place. */
record FilledBody(List<Piece> pieces) implements OutgoingBody {

    @Override
    public long length() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    @Override
    public void writeTo(OutputStream wire) throws IOException {
        for (var piece : pieces) {
            piece.writeTo(wire);
        }
    }
}
