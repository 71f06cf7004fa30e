package io.ssalmuk.worker.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.simulator.GeminiSimulator;
import io.ssalmuk.worker.gemini.UpstreamFiles.FileAnswer;
import io.ssalmuk.worker.gemini.UpstreamFiles.Outgoing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HttpUpstreamFilesTest {

    private static final int MB = 1024 * 1024;

    @AutoClose
    private final GeminiSimulator simulator = GeminiSimulator.builder().projects(2, 1).start();

    private final UpstreamFiles files = files(simulator.baseUrl().toString());
    private final GeminiKey key = key(0);

    private GeminiKey key(int number) {
        return new GeminiKey(simulator.keys().get(number).secret());
    }

    private static UpstreamFiles files(String url) {
        return new HttpUpstreamFiles(new GeminiProperties(url, Duration.ofMinutes(1), 4));
    }

    /** So many bytes, and a count of the pieces that were followed by another. */
    private record Bytes(int length, AtomicInteger pauses) implements Outgoing {

        Bytes(int length) {
            this(length, new AtomicInteger());
        }

        @Override
        public long size() {
            return length;
        }

        @Override
        public String mimeType() {
            return "audio/mpeg";
        }

        @Override
        public InputStream open() {
            return new ByteArrayInputStream(new byte[length]);
        }

        @Override
        public void underWay() {
            pauses.incrementAndGet();
        }
    }

    private String uploaded() throws InterruptedException {
        return ((FileAnswer.Active) files.upload(key, new Bytes(5))).file().name();
    }

    @Test
    void aFileIsSentInPieces() throws InterruptedException {
        var bytes = new Bytes(17 * MB);

        var answer = files.upload(key, bytes);

        assertThat(answer).isInstanceOf(FileAnswer.Active.class);
        var file = ((FileAnswer.Active) answer).file();
        assertThat(file.name()).startsWith("files/");
        assertThat(file.uri()).endsWith(file.name());
        assertThat(file.lifetime()).isEqualTo(Duration.ofDays(2));
        assertThat(bytes.pauses()).hasValue(2);
        assertThat(simulator.controls().files())
                .singleElement()
                .matches(stored -> stored.size() == 17 * MB)
                .matches(stored -> stored.offer().mimeType().equals("audio/mpeg"));
    }

    @Test
    void aFileOfExactlyOnePieceIsSentAtOnce() throws InterruptedException {
        var bytes = new Bytes(8 * MB);

        assertThat(files.upload(key, bytes)).isInstanceOf(FileAnswer.Active.class);
        assertThat(bytes.pauses()).hasValue(0);
    }

    @Test
    void whatGoogleMakesOfAFileIsTold() throws InterruptedException {
        simulator.controls().setFileProcessing(Duration.ofHours(1));
        assertThat(files.upload(key, new Bytes(5))).isInstanceOf(FileAnswer.Processing.class);
        simulator.controls().setFileProcessing(Duration.ZERO);
        simulator.controls().setFilesFailing(true);
        assertThat(files.upload(key, new Bytes(5)))
                .isInstanceOfSatisfying(
                        FileAnswer.Failed.class,
                        failed -> assertThat(failed.why()).isEqualTo("The file cannot be read."));
    }

    @Test
    void aFileCanBeLookedAtAndDeleted() throws InterruptedException {
        var name = uploaded();

        assertThat(files.look(key, name)).isInstanceOf(FileAnswer.Active.class);
        assertThat(files.delete(key, name)).isEqualTo(new FileAnswer.Absent());
        assertThat(files.look(key, name)).isEqualTo(new FileAnswer.Absent());
        assertThat(files.delete(key, name)).isEqualTo(new FileAnswer.Absent());
    }

    @Test
    void anotherProjectsFileLooksLikeNone() throws InterruptedException {
        assertThat(files.look(key(1), uploaded())).isEqualTo(new FileAnswer.Absent());
    }

    @Test
    void aBadKeyIsToBlame() throws InterruptedException {
        assertThat(files.upload(new GeminiKey("wrong"), new Bytes(5)))
                .isInstanceOfSatisfying(
                        FileAnswer.Trouble.class,
                        trouble ->
                                assertThat(trouble.outcome())
                                        .isInstanceOf(CallOutcome.KeyFault.class));
    }

    @Test
    void anAnswerThatIsNoneIsTrouble() throws InterruptedException {
        try (var gemini = LocalGemini.answering(200, "<html>")) {
            assertThat(files(gemini.url()).upload(key, new Bytes(5)))
                    .isEqualTo(FileJson.unreadable());
            assertThat(files(gemini.url()).look(key, "files/a")).isEqualTo(FileJson.unreadable());
        }
    }

    @Test
    void nobodyThereIsTrouble() throws InterruptedException {
        String gone;
        try (var gemini = LocalGemini.answering(200, "{}")) {
            gone = gemini.url();
        }

        assertThat(files(gone).upload(key, new Bytes(5)))
                .isInstanceOfSatisfying(
                        FileAnswer.Trouble.class,
                        trouble ->
                                assertThat(trouble.outcome())
                                        .isInstanceOf(CallOutcome.Trouble.class));
    }

    @Test
    void aFileThatCannotBeReadIsTrouble() throws InterruptedException {
        var unreadable =
                new Outgoing() {
                    @Override
                    public long size() {
                        return 5;
                    }

                    @Override
                    public String mimeType() {
                        return "a/b";
                    }

                    @Override
                    public InputStream open() throws IOException {
                        throw new IOException("no such file");
                    }

                    @Override
                    public void underWay() {}
                };

        assertThat(files.upload(key, unreadable)).isInstanceOf(FileAnswer.Trouble.class);
    }

    @Test
    void whoIsInterruptedStopsAtOnce() throws InterruptedException {
        var latch = new CountDownLatch(1);
        try (var gemini = LocalGemini.holdingBack(latch, "{}")) {
            var ended = new CompletableFuture<Boolean>();
            var thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    files(gemini.url()).look(key, "files/a");
                                    ended.complete(false);
                                } catch (InterruptedException _) {
                                    ended.complete(true);
                                }
                            });
            while (gemini.arrived().isEmpty()) {
                Thread.onSpinWait();
            }
            thread.interrupt();

            assertThat(ended.join()).isTrue();
            latch.countDown();
        }
    }
}
