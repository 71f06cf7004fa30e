package io.ssalmuk.worker.attachment;

import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.gemini.UpstreamFiles;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers what a test has laid out; a file that is sent can be used at once. */
final class FakeUpstreamFiles implements UpstreamFiles {

    private final Deque<FileAnswer> answers = new ConcurrentLinkedDeque<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    static UpstreamFile file(String name) {
        return new UpstreamFile(name, "https://google/" + name, Duration.ofDays(2));
    }

    void next(FileAnswer answer) {
        answers.add(answer);
    }

    List<String> said() {
        return said;
    }

    private FileAnswer answer(FileAnswer usual) {
        var laidOut = answers.poll();
        return laidOut == null ? usual : laidOut;
    }

    @Override
    public FileAnswer upload(GeminiKey key, Outgoing file) {
        said.add("upload " + file.mimeType());
        file.underWay();
        return answer(new FileAnswer.Active(file("files/" + said.size())));
    }

    @Override
    public FileAnswer look(GeminiKey key, String name) {
        said.add("look " + name);
        return answer(new FileAnswer.Active(file(name)));
    }

    @Override
    public FileAnswer delete(GeminiKey key, String name) {
        said.add("delete " + name);
        return answer(new FileAnswer.Absent());
    }
}
