package io.ssalmuk.queue;

import io.ssalmuk.job.JobId;
import java.util.function.Consumer;

/** Tells every API process that a job has ended; a notice may be lost. */
public interface EndNotices {
    void send(JobId ended);

    void listen(Consumer<JobId> listener);

    /** Runs when the connection to the broker is there again: notices were lost in between. */
    void onReconnect(Runnable action);
}
