package io.ssalmuk.worker.gemini;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;

/** A call's own body as OkHttp sends it. */
final class WireBody extends RequestBody {

    static final MediaType JSON = MediaType.get("application/json; charset=utf-8");

    private final CallScope scope;

    WireBody(CallScope scope) {
        this.scope = scope;
    }

    @Override
    public MediaType contentType() {
        return JSON;
    }

    @Override
    public long contentLength() {
        return scope.body().length();
    }

    /** A second attempt at it would be a second call. */
    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        scope.body().writeTo(sink.outputStream());
        sink.flush();
        scope.departure().left();
    }
}
