package io.ssalmuk.worker.dispatch;

import io.ssalmuk.cluster.Boots;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobError;
import io.ssalmuk.queue.EndNotices;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Declares silent workers dead, and sees to the jobs that they leave. */
@Component
final class Undertaker {

    private static final Logger log = LoggerFactory.getLogger(Undertaker.class);

    /** A pause of ten seconds, and the beat that was due when it began. */
    static final Duration DEAD_AFTER = Duration.ofMillis(11_500);

    private static final JobError BROKEN =
            new JobError(
                    "STREAM_BROKEN",
                    null,
                    "The worker that streamed this answer is gone; what came is all there is");

    private final Boots boots;
    private final Admissions admissions;
    private final EndNotices notices;
    private final Executor aside;

    /** Sending may wait for a broker that is away, and the next round must not. */
    @Autowired
    Undertaker(Boots boots, Admissions admissions, EndNotices notices) {
        this(
                boots,
                admissions,
                notices,
                telling -> Thread.ofVirtual().name("broken-streams").start(telling));
    }

    Undertaker(Boots boots, Admissions admissions, EndNotices notices, Executor aside) {
        this.boots = boots;
        this.admissions = admissions;
        this.notices = notices;
        this.aside = aside;
    }

    /** Returns how many jobs wait again. */
    int bury() {
        boots.bury(DEAD_AFTER);
        var broken = admissions.endBrokenStreams(BROKEN);
        if (!broken.isEmpty()) {
            aside.execute(() -> broken.forEach(notices::send));
            log.info("{} streams ended with the worker that made them", broken.size());
        }
        int back = admissions.reclaim();
        if (back > 0) {
            log.info("{} jobs of workers that are gone wait again", back);
        }
        return back;
    }
}
