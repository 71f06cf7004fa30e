package io.ssalmuk.api.stream;

import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobId;
import io.ssalmuk.queue.StreamMessage;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Puts a job's messages together to chunks, and notices when one is missing. For one thread at a
 * time.
 */
final class Assembly {

    private final JobId job;
    private final AtomicInteger next = new AtomicInteger();

    /** Of the claim that streams; 0 while none does. */
    private final AtomicInteger attempt = new AtomicInteger();

    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

    Assembly(JobId job) {
        this.job = job;
    }

    /** What a message makes. */
    sealed interface Made {

        /** Only a part of a chunk so far. */
        record Nothing() implements Made {}

        record Chunk(Body body) implements Made {}

        record End(Ending ending) implements Made {}
    }

    /** Whether anything of the answer has come. */
    boolean begun() {
        return next.get() > 0;
    }

    Made take(StreamMessage message) {
        return switch (message) {
            case StreamMessage.Failed failed -> new Made.End(new Ending.Broken(failed.error()));
            case StreamMessage.Done done ->
                    new Made.End(follows(done) ? new Ending.Whole() : Ending.lost(job));
            case StreamMessage.Part part ->
                    follows(part) ? part(part) : new Made.End(Ending.lost(job));
        };
    }

    private boolean follows(StreamMessage message) {
        return message.sequence() == next.get() && (!begun() || message.attempt() == attempt.get());
    }

    private Made part(StreamMessage.Part part) {
        attempt.set(part.attempt());
        next.incrementAndGet();
        if (part.last() && partial.size() == 0) {
            return new Made.Chunk(part.bytes());
        }
        partial.writeBytes(part.bytes().bytes());
        return part.last() ? whole() : new Made.Nothing();
    }

    private Made whole() {
        var body = new Body(partial.toByteArray());
        partial.reset();
        return new Made.Chunk(body);
    }
}
