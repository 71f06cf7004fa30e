package io.ssalmuk.worker.attachment;

import io.ssalmuk.file.Contents;
import io.ssalmuk.file.FileStore;
import io.ssalmuk.job.JobFiles;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Finds what files left behind: those of jobs that ended, broken uploads, unknown contents. */
@Component
final class FileUpkeep {

    private static final Logger log = LoggerFactory.getLogger(FileUpkeep.class);

    /** Longer than any upload pauses that still goes on. */
    private static final Duration BROKEN_OFF = Duration.ofHours(6);

    private final JobFiles jobs;
    private final Contents contents;
    private final FileStore store;

    FileUpkeep(JobFiles jobs, Contents contents, FileStore store) {
        this.jobs = jobs;
        this.contents = contents;
        this.store = store;
    }

    /** What the ends of jobs left, if their workers did not see to it themselves. */
    void letGo() {
        said(jobs.releaseEnded(), "files of jobs that ended are let go");
        said(contents.collectUnused(), "contents that nobody uses are deleted");
    }

    /** What crashes left in the store. */
    void clear() {
        said(store.removeDrafts(BROKEN_OFF), "uploads that broke off are removed");
        said(contents.removeStrays(BROKEN_OFF), "contents that nobody knows are removed");
    }

    private static void said(int count, String what) {
        if (count > 0) {
            log.info("{} {}", count, what);
        }
    }
}
