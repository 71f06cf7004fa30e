package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.FileStore;
import io.ssalmuk.file.UpstreamCopies;
import io.ssalmuk.file.UpstreamCopies.Claimed;
import io.ssalmuk.file.UpstreamCopies.Copy;
import io.ssalmuk.file.UpstreamCopies.CopyKey;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.attachment.CopyFinding.Ended;
import io.ssalmuk.worker.attachment.CopyFinding.Found;
import io.ssalmuk.worker.attachment.CopyFinding.PlaceLost;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.UpstreamFiles;
import io.ssalmuk.worker.gemini.UpstreamFiles.FileAnswer;
import io.ssalmuk.worker.gemini.UpstreamFiles.UpstreamFile;
import io.ssalmuk.worker.life.Life;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Finds a file's copy in a project, waits for the one that somebody makes, or makes it. */
@Component
final class CopyDesk {

    private static final Logger log = LoggerFactory.getLogger(CopyDesk.class);

    /** A copy is not used in its last hour: a call that leaves then may wait at Google. */
    private static final Duration LAST_HOUR = Duration.ofHours(1);

    /** Longer than Google takes for hours of video; then it is tried again. */
    private static final int LOOKS = 120;

    private final UpstreamCopies copies;
    private final UpstreamFiles upstream;
    private final FileStore store;
    private final Life life;
    private final Sleeper sleeper;

    @Autowired
    CopyDesk(UpstreamCopies copies, UpstreamFiles upstream, FileStore store, Life life) {
        this(copies, upstream, store, life, Thread::sleep);
    }

    CopyDesk(
            UpstreamCopies copies,
            UpstreamFiles upstream,
            FileStore store,
            Life life,
            Sleeper sleeper) {
        this.copies = copies;
        this.upstream = upstream;
        this.store = store;
        this.life = life;
        this.sleeper = sleeper;
    }

    /** Who wants the copy, and for which project. */
    record Errand(CopyKey wanted, GeminiKey key, PlaceKeeper place, Breaks breaks) {}

    CopyFinding find(JobFile file, Errand errand) throws InterruptedException {
        var pause = new GrowingPause();
        while (true) {
            switch (copies.claim(errand.wanted(), life.boot())) {
                case Claimed.Ready(var copy) -> {
                    return new Found(copy);
                }
                case Claimed.Yours(var upload) -> {
                    errand.place().slow();
                    return upload(upload, file, errand);
                }
                case Claimed.Busy _ -> {
                    errand.place().slow();
                    sleep(pause.next(), errand);
                    errand.place().keep();
                    if (errand.place().lost()) {
                        return new PlaceLost();
                    }
                }
            }
        }
    }

    private void sleep(Duration time, Errand errand) throws InterruptedException {
        errand.breaks()
                .waiting(() -> {
                    sleeper.sleep(time);
                    return true;
                });
    }

    /** Whatever happens, the right to upload is used or given back. */
    private CopyFinding upload(UUID upload, JobFile file, Errand errand)
            throws InterruptedException {
        boolean done = false;
        try {
            var finding = finding(upload, send(upload, file, errand), errand);
            done = finding instanceof Found;
            return finding;
        } finally {
            if (!done) {
                copies.abandon(upload);
            }
        }
    }

    private FileAnswer send(UUID upload, JobFile file, Errand errand) throws InterruptedException {
        var outgoing =
                new StoredOutgoing(
                        store,
                        file.hash(),
                        file.size(),
                        errand.wanted().mimeType(),
                        () -> underWay(upload, errand));
        return errand.breaks().waiting(() -> upstream.upload(errand.key(), outgoing));
    }

    private void underWay(UUID upload, Errand errand) {
        boolean _ = copies.touch(upload);
        errand.place().keep();
    }

    private CopyFinding finding(UUID upload, FileAnswer first, Errand errand)
            throws InterruptedException {
        var answer = first;
        var pause = new GrowingPause();
        for (int looks = 0;
                looks < LOOKS && answer instanceof FileAnswer.Processing(var file);
                looks++) {
            sleep(pause.next(), errand);
            underWay(upload, errand);
            answer = errand.breaks().waiting(() -> upstream.look(errand.key(), file.name()));
        }
        if (answer instanceof FileAnswer.Failed(var useless, _)) {
            errand.breaks().waiting(() -> upstream.delete(errand.key(), useless.name()));
        }
        return finding(upload, answer);
    }

    private CopyFinding finding(UUID upload, FileAnswer answer) {
        return switch (answer) {
            case FileAnswer.Active(var file) -> completed(upload, file);
            case FileAnswer.Processing _ ->
                    again("FILE_PROCESSING", "Google has not made the file ready for use yet");
            case FileAnswer.Absent _ ->
                    again("FILE_VANISHED", "Google lost the file before it was ready for use");
            case FileAnswer.Failed(_, var why) ->
                    new Ended(
                            new CallOutcome.Refused(
                                    new JobError(
                                            "FILE_FAILED",
                                            null,
                                            "Google could not make use of the file: " + why)));
            case FileAnswer.Trouble(var outcome) -> new Ended(outcome);
        };
    }

    private CopyFinding completed(UUID upload, UpstreamFile file) {
        var copy = new Copy(file.name(), file.uri());
        var lifetime = file.lifetime().minus(LAST_HOUR);
        if (!copies.complete(upload, copy, lifetime)) {
            log.info("{} was uploaded so slowly that another worker does it again", file.name());
        }
        return new Found(copy); // It is there, whoever else uploads it.
    }

    private static CopyFinding again(String code, String message) {
        return new Ended(new CallOutcome.Trouble(new JobError(code, null, message), false));
    }
}
