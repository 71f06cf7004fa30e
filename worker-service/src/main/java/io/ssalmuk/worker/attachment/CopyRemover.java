package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.UpstreamCopies;
import io.ssalmuk.file.UpstreamCopies.Leaving;
import io.ssalmuk.worker.gemini.UpstreamFiles;
import io.ssalmuk.worker.gemini.UpstreamFiles.FileAnswer;
import io.ssalmuk.worker.pool.KeyLocker;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Deletes copies at Google whose contents nobody uses here any more. */
@Component
final class CopyRemover {

    private static final Logger log = LoggerFactory.getLogger(CopyRemover.class);

    private static final int BATCH = 20;

    private final UpstreamCopies copies;
    private final UpstreamFiles upstream;
    private final KeyLocker keys;

    CopyRemover(UpstreamCopies copies, UpstreamFiles upstream, KeyLocker keys) {
        this.copies = copies;
        this.upstream = upstream;
        this.keys = keys;
    }

    void remove() throws InterruptedException {
        boolean _ = copies.removeExpired() > 0;
        List<Leaving> batch;
        do {
            batch = copies.takeUnused(BATCH);
            for (var copy : batch) {
                remove(copy);
            }
            // Ends: what was taken is not given out again for a while.
        } while (!batch.isEmpty());
    }

    private void remove(Leaving copy) throws InterruptedException {
        var key = keys.key(copy.key());
        if (key.isEmpty()) {
            return; // Given out again with another key.
        }
        switch (upstream.delete(key.get(), copy.name())) {
            case FileAnswer.Absent _ -> copies.gone(copy);
            case FileAnswer.Active _,
                    FileAnswer.Processing _,
                    FileAnswer.Failed _,
                    FileAnswer.Trouble _ ->
                    log.info(
                            "{} of project {} could not be deleted; tried again, or left to expire",
                            copy.name(),
                            copy.project().value());
        }
    }
}
