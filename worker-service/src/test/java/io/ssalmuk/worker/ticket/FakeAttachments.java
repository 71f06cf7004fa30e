package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobId;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.attachment.Attachments;
import io.ssalmuk.worker.attachment.Breaks;
import io.ssalmuk.worker.attachment.Prepared;
import io.ssalmuk.worker.gemini.OutgoingBody;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Bodies go out as they are, unless a test has laid out something else. */
final class FakeAttachments implements Attachments {

    private final Deque<Prepared> next = new ConcurrentLinkedDeque<>();
    private final List<JobId> left = new CopyOnWriteArrayList<>();

    void next(Prepared prepared) {
        next.add(prepared);
    }

    List<JobId> left() {
        return left;
    }

    @Override
    public Prepared prepare(Claim claim, Permit permit, GeminiKey key, Breaks breaks)
            throws InterruptedException {
        var laidOut = next.poll();
        if (laidOut != null) {
            return laidOut;
        }
        return new Prepared.Ready(
                permit, OutgoingBody.of(claim.request()), UnaryOperator.identity());
    }

    @Override
    public void leave(JobId job) {
        left.add(job);
    }
}
