package io.ssalmuk.worker.gemini;

import io.ssalmuk.secret.GeminiKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Google's Files API. A file belongs to the project whose key it was uploaded with. */
public interface UpstreamFiles {

    /** Sends a file in pieces; whether it can be used at once is for Google to say. */
    FileAnswer upload(GeminiKey key, Outgoing file) throws InterruptedException;

    FileAnswer look(GeminiKey key, String name) throws InterruptedException;

    /** {@link FileAnswer.Absent} when it is gone, by this or by itself. */
    FileAnswer delete(GeminiKey key, String name) throws InterruptedException;

    /** A file to be sent. */
    interface Outgoing {

        long size();

        String mimeType();

        InputStream open() throws IOException;

        /** Called between pieces. */
        void underWay();
    }

    /**
     * A file at Google.
     *
     * @param name such as {@code files/abc}
     * @param lifetime from its upload until Google deletes it
     */
    record UpstreamFile(String name, String uri, Duration lifetime) {}

    /** How asking for a file can end. */
    sealed interface FileAnswer {
        record Active(UpstreamFile file) implements FileAnswer {}

        record Processing(UpstreamFile file) implements FileAnswer {}

        /** Google could not make use of it. */
        record Failed(UpstreamFile file, String why) implements FileAnswer {}

        record Absent() implements FileAnswer {}

        /** What would have become of a call that was answered like this. */
        record Trouble(CallOutcome outcome) implements FileAnswer {}
    }
}
