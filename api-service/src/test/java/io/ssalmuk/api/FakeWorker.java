package io.ssalmuk.api;

import io.ssalmuk.cluster.Boots;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.job.TokenUsage;
import io.ssalmuk.queue.Delivery;
import io.ssalmuk.queue.EndNotices;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.queue.StreamMessage;
import io.ssalmuk.queue.TicketSource;
import io.ssalmuk.quota.ProjectId;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;

/**
 * Takes jobs up by their tickets, as a worker does, and ends them when the test says so. It uses
 * the ports of an API's context, which has them all.
 */
final class FakeWorker implements AutoCloseable {

    private static final CallFacts FACTS =
            new CallFacts(new ProjectId(1), null, new TokenUsage(3L, 4L, null, null, 7L));

    private final UUID boot = UUID.randomUUID();
    private final Boots boots;
    private final JobClaims claims;
    private final EndNotices notices;
    private final StreamChunks chunks;
    private final List<TicketSource.Tap> taps;
    private final BlockingQueue<Claim> claimed = new LinkedBlockingQueue<>();

    FakeWorker(RunningApi api, String bucket) {
        this.boots = api.bean(Boots.class);
        this.claims = api.bean(JobClaims.class);
        this.notices = api.bean(EndNotices.class);
        this.chunks = api.bean(StreamChunks.class);
        boots.born(boot, "a worker of the tests");
        var source = api.bean(TicketSource.class);
        this.taps =
                Stream.of(Lane.values())
                        .map(lane -> source.tap(new Line(bucket, lane), this::take))
                        .toList();
        taps.forEach(tap -> tap.open(100));
    }

    private void take(Delivery delivery) {
        Thread.ofVirtual()
                .start(() -> {
                    claims.claim(delivery.ticket().job(), Claimant.of(boot))
                            .ifPresent(claimed::add);
                    delivery.ack();
                });
    }

    /** The next job that was taken up. */
    Claim next() throws InterruptedException {
        return claimed.take();
    }

    void complete(Claim claim, String answer) {
        claims.complete(claim, Body.of(answer), FACTS);
        notices.send(claim.job());
    }

    /** The job begins to stream; chunks may follow. */
    void begin(Claim claim) {
        claims.streams(claim);
    }

    void chunk(Claim claim, int sequence, String json) {
        send(
                claim,
                new StreamMessage.Part(
                        claim.job(), claim.attempt(), sequence, Body.of(json), true));
    }

    /** Ends the stream after so many chunks, and the job with this answer. */
    void done(Claim claim, int chunks, String answer) {
        claims.complete(claim, Body.of(answer), FACTS);
        send(claim, new StreamMessage.Done(claim.job(), claim.attempt(), chunks));
    }

    void failStream(Claim claim, JobError error) {
        claims.fail(claim, error, FACTS);
        send(claim, new StreamMessage.Failed(claim.job(), claim.attempt(), 0, error));
    }

    void cancel(Claim claim) {
        claims.cancel(claim, FACTS);
    }

    void send(Claim claim, StreamMessage message) {
        chunks.send(claim.replyTo().orElseThrow(), message);
    }

    void fail(Claim claim, JobError error) {
        claims.fail(claim, error, FACTS);
        notices.send(claim.job());
    }

    /** As {@link #complete}, but the broker loses the notice. */
    void completeSilently(Claim claim, String answer) {
        claims.complete(claim, Body.of(answer), FACTS);
    }

    @Override
    public void close() {
        taps.forEach(TicketSource.Tap::close);
        boots.gone(boot);
    }
}
