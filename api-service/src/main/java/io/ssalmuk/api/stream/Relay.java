package io.ssalmuk.api.stream;

import io.ssalmuk.job.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** One stream from the desk to its client, on the request's thread. */
final class Relay {

    /**
     * How often it is looked whether the client is still there, while there is nothing to write.
     */
    private static final Duration LOOK = Duration.ofMillis(250);

    private final OpenStream stream;
    private final StreamLines lines;
    private final Peer peer;
    private final Supplier<Optional<Job>> endedJob;
    private final AtomicReference<Optional<Verdict>> verdict =
            new AtomicReference<>(Optional.empty());

    /**
     * @param endedJob the job, if it has ended
     */
    Relay(OpenStream stream, StreamLines lines, Peer peer, Supplier<Optional<Job>> endedJob) {
        this.stream = stream;
        this.lines = lines;
        this.peer = peer;
        this.endedJob = endedJob;
    }

    /** False when the client hung up before the end. */
    boolean run() throws IOException, InterruptedException {
        while (true) {
            switch (stream.next(nap())) {
                case OpenStream.Event.Chunk(var body) -> lines.chunk(body);
                case OpenStream.Event.Over(var ending) -> {
                    lines.end(ending);
                    return true;
                }
                case OpenStream.Event.MayHaveEnded _ -> look();
                case OpenStream.Event.Quiet _ -> {
                    var last = verdict.get().filter(v -> v.isDue(System.nanoTime()));
                    if (last.isPresent()) {
                        lines.end(last.get().ending());
                        return true;
                    }
                    if (peer.isGone()) {
                        return false;
                    }
                }
            }
        }
    }

    private Duration nap() {
        var left = verdict.get().map(v -> v.left(System.nanoTime())).orElse(LOOK);
        return left.compareTo(LOOK) < 0 ? left : LOOK;
    }

    private void look() {
        if (verdict.get().isEmpty()) {
            verdict.set(endedJob.get().map(job -> Verdict.of(job, System.nanoTime())));
        }
    }
}
