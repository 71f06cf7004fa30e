package io.ssalmuk.api.stream;

import io.ssalmuk.api.cancel.Cancellations;
import io.ssalmuk.api.problem.Outage;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.result.Ends;
import io.ssalmuk.api.result.Results;
import io.ssalmuk.api.submit.Submission;
import io.ssalmuk.api.submit.Submissions;
import io.ssalmuk.api.submit.Submitted;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Streams that come from a worker through the broker. */
@Component
final class RelayedStreams implements Streams {

    private static final Logger log = LoggerFactory.getLogger(RelayedStreams.class);

    private final StreamDesk desk;
    private final Submissions submissions;
    private final Ends ends;
    private final Results results;
    private final Cancellations cancellations;

    RelayedStreams(
            StreamDesk desk,
            Submissions submissions,
            Ends ends,
            Results results,
            Cancellations cancellations) {
        this.desk = desk;
        this.submissions = submissions;
        this.ends = ends;
        this.results = results;
        this.cancellations = cancellations;
    }

    @Override
    public void answer(Submission order, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        var stream = desk.open(order.id());
        try (var _ = ends.watch(order.id(), stream::mayHaveEnded)) {
            accept(order.streamedTo(desk.address()));
            var lines = new StreamLines(begin(response));
            var peer = Peer.of(request);
            var relay = new Relay(stream, lines, peer, () -> ended(order.id(), order.client()));
            write(order.id(), lines, relay);
        } finally {
            desk.close(stream);
        }
    }

    private void accept(Submission order) {
        switch (submissions.submit(order)) {
            case Submitted.Taken _ -> {}
            case Submitted.Repeated(var job) -> throw begunBefore(job);
            case Submitted.Unavailable _ -> throw Outage.refusal();
        }
    }

    /** Chunks are sent once, to whoever asked first. */
    private static Refused begunBefore(Job job) {
        return Refused.field(
                HttpStatus.CONFLICT,
                "Idempotency-Key",
                "Idempotency-Key has begun a stream before, which is not sent twice: GET /api/status/%s has its job, which is %s."
                        .formatted(job.id(), job.state().text()));
    }

    private static OutputStream begin(HttpServletResponse response) throws IOException {
        response.setContentType(MediaType.APPLICATION_NDJSON_VALUE);
        // Proxies such as nginx would keep lines back until they have a few kilobytes.
        response.setHeader("X-Accel-Buffering", "no");
        return response.getOutputStream();
    }

    private void write(JobId job, StreamLines lines, Relay relay) throws IOException {
        try {
            lines.opening(job);
            if (!relay.run()) {
                hungUp(job);
            }
        } catch (InterruptedException _) {
            lines.end(Ending.stopping(job));
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            unwritable(job, e);
        } catch (RuntimeException e) {
            // The answer has begun: no problem document can follow.
            log.error("the stream of job {} ends with a bug, its client is told so", job, e);
            lines.end(Ending.bug(job));
        }
    }

    /** One that only reads too slowly may still come for the result. */
    private void unwritable(JobId job, IOException e) {
        if (isTimeout(e)) {
            log.info("job {}: its client reads no more, and the job goes on", job);
        } else {
            hungUp(job);
        }
    }

    /** Spring and Tomcat each wrap what they catch. */
    private static boolean isTimeout(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    private void hungUp(JobId job) {
        log.info("job {} is cancelled, for its client went away", job);
        cancellations.cancel(job);
    }

    private Optional<Job> ended(JobId job, ClientId owner) {
        try {
            return results.await(job, owner, Duration.ZERO).filter(now -> now.state().ended());
        } catch (DataAccessException | TransactionException e) {
            log.warn("job {} may have ended; the next sweep looks: {}", job, e.getMessage());
            return Optional.empty();
        }
    }
}
