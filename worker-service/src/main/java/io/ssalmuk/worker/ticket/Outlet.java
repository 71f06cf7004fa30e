package io.ssalmuk.worker.ticket;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.ReplyAddress;
import io.ssalmuk.queue.StreamChunks;
import io.ssalmuk.queue.StreamMessage;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/** The way of one attempt's chunks to the client, numbered. */
final class Outlet {

    private final Claim claim;
    private final ReplyAddress to;
    private final StreamChunks chunks;
    private final AtomicInteger sent = new AtomicInteger();

    Outlet(Claim claim, ReplyAddress to, StreamChunks chunks) {
        this.claim = claim;
        this.to = to;
        this.chunks = chunks;
    }

    /** Parts are as large as a message may be. */
    void chunk(Body chunk) {
        byte[] all = chunk.bytes();
        int from = 0;
        do {
            int end = Math.min(from + StreamChunks.MOST_BYTES, all.length);
            part(from == 0 && end == all.length ? chunk : part(all, from, end), end == all.length);
            from = end;
        } while (from < all.length);
    }

    private static Body part(byte[] all, int from, int end) {
        return new Body(Arrays.copyOfRange(all, from, end));
    }

    private void part(Body bytes, boolean last) {
        chunks.send(
                to,
                new StreamMessage.Part(
                        claim.job(), claim.attempt(), sent.getAndIncrement(), bytes, last));
    }

    void done() {
        chunks.send(to, new StreamMessage.Done(claim.job(), claim.attempt(), sent.get()));
    }

    void failed(JobError error) {
        chunks.send(to, new StreamMessage.Failed(claim.job(), claim.attempt(), sent.get(), error));
    }
}
