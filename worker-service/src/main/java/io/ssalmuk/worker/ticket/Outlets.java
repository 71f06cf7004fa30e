package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.StreamChunks;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The outlets of the streams that this worker makes, from the call to the job's end: the client is
 * told of the end when it is written down, and then only.
 */
@Component
final class Outlets {

    private final StreamChunks chunks;
    private final Map<JobId, Outlet> open = new ConcurrentHashMap<>();

    Outlets(StreamChunks chunks) {
        this.chunks = chunks;
    }

    /** Empty for a job whose chunks nobody wants. */
    Optional<Outlet> open(Claim claim) {
        var outlet = claim.replyTo().map(to -> new Outlet(claim, to, chunks));
        outlet.ifPresent(now -> open.put(claim.job(), now));
        return outlet;
    }

    void done(Claim claim) {
        close(claim).ifPresent(Outlet::done);
    }

    /** Also for a job that ended before its call began. */
    void failed(Claim claim, JobError error) {
        close(claim)
                .or(() -> claim.replyTo().map(to -> new Outlet(claim, to, chunks)))
                .ifPresent(outlet -> outlet.failed(error));
    }

    /** The job goes back to waiting, and the client goes on waiting with it. */
    void forget(Claim claim) {
        var _ = close(claim);
    }

    private Optional<Outlet> close(Claim claim) {
        return Optional.ofNullable(open.remove(claim.job()));
    }
}
