package io.ssalmuk.api.submit;

import io.ssalmuk.api.body.HeldRoom;
import io.ssalmuk.api.problem.Outage;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.api.submit.Submitted.Taken;
import io.ssalmuk.api.submit.Submitted.Unavailable;
import io.ssalmuk.estimate.MediaTokens;
import io.ssalmuk.estimate.TokenEstimate;
import io.ssalmuk.job.Accepted;
import io.ssalmuk.job.JobFile;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.JobRequest;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Commits jobs in batches: while one statement is on its way, the next ones gather. A single caller
 * waits for nothing but its own commit.
 */
@Component
final class SubmitBatcher implements Submissions, DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(SubmitBatcher.class);

    /** While one statement waits for its commit to reach the disk, the other is being built. */
    private static final int DRAINERS = 2;

    private final JobIntake intake;
    private final Aftermath aftermath;
    private final Repeats repeats;
    private final InstantSource clock;
    private final int maxAttempts;
    private final PendingJobs pending;
    private final List<Thread> drainers;

    SubmitBatcher(
            JobIntake intake,
            Aftermath aftermath,
            Repeats repeats,
            InstantSource clock,
            SubmitProperties properties) {
        this.intake = intake;
        this.aftermath = aftermath;
        this.repeats = repeats;
        this.clock = clock;
        this.maxAttempts = properties.maxAttempts();
        this.pending = new PendingJobs(properties);
        this.drainers =
                IntStream.range(0, DRAINERS)
                        .mapToObj(n -> Thread.ofVirtual().name("submit-" + n).start(this::drain))
                        .toList();
    }

    @Override
    public Submitted submit(Submission submission) {
        var job = PendingJob.of(request(submission));
        pending.add(job);
        try {
            var answer = job.answer().join();
            HeldRoom.leave();
            return answer.orElseGet(() -> repeated(submission));
        } catch (CompletionException e) {
            throw e.getCause() instanceof Refused refused ? refused : e;
        }
    }

    private Submitted repeated(Submission submission) {
        var key = submission.terms().job().key().orElseThrow();
        return new Submitted.Repeated(repeats.find(submission.client(), key));
    }

    /** How many callers wait for their statement to begin. */
    int waiting() {
        return pending.size();
    }

    private JobRequest request(Submission submission) {
        return new JobRequest(
                submission.id(),
                submission.client(),
                submission.method(),
                submission.model().name(),
                submission.model().bucket(),
                submission.lane(),
                submission.units(),
                submission.terms().maxAttempts().orElse(maxAttempts),
                // What the database keeps, so that every answer gives the same moment.
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                submission.body(),
                submission.files(),
                submission.replyTo(),
                tokens(submission),
                submission.terms().job());
    }

    private static long tokens(Submission submission) {
        return TokenEstimate.of(submission.body())
                + submission.files().stream().mapToLong(SubmitBatcher::tokens).sum();
    }

    /** Its content is not at hand here. */
    private static long tokens(JobFile file) {
        return MediaTokens.of(file.mimeType(), file.size(), new byte[0]);
    }

    private void drain() {
        try {
            while (true) {
                commit(pending.take());
            }
        } catch (InterruptedException _) {
            // The process ends: requests were answered before, as the web server stops first.
            Thread.currentThread().interrupt();
        }
    }

    private void commit(List<PendingJob> batch) {
        try {
            var accepted = intake.accept(batch.stream().map(PendingJob::job).toList());
            follow(taken(batch, accepted), accepted);
        } catch (DataIntegrityViolationException e) {
            alone(batch, e);
        } catch (RuntimeException e) {
            // Nobody may wait for ever, and the next batch deserves its chance.
            fail(batch, e);
        }
    }

    /** Answers all of a batch, and returns those that are new. */
    private static List<PendingJob> taken(List<PendingJob> batch, List<Accepted> accepted) {
        var taken = accepted.size() == batch.size() ? batch : only(batch, accepted);
        taken.forEach(job -> job.answer(new Taken(job.job().withoutBody())));
        // Without effect on those that have their answer.
        batch.forEach(job -> job.answer().complete(Optional.empty()));
        return taken;
    }

    private static List<PendingJob> only(List<PendingJob> batch, List<Accepted> accepted) {
        var ids = accepted.stream().map(Accepted::id).collect(Collectors.toSet());
        return batch.stream().filter(job -> ids.contains(job.job().id())).toList();
    }

    private static void fail(List<PendingJob> batch, RuntimeException e) {
        if (Outage.isBehind(e)) {
            log.warn("{} jobs are refused, PostgreSQL is away: {}", batch.size(), e.getMessage());
            batch.forEach(job -> job.answer(new Unavailable()));
        } else {
            batch.forEach(job -> job.answer().completeExceptionally(e));
        }
    }

    /** A job that the database refuses takes no other down with it. */
    private void alone(List<PendingJob> batch, DataIntegrityViolationException e) {
        if (batch.size() == 1) {
            fail(batch, batch.getFirst().job().files().isEmpty() ? e : fileGone(e));
        } else {
            batch.forEach(job -> commit(List.of(job)));
        }
    }

    /** Looked up a moment ago, and deleted before the job was committed. */
    private static RuntimeException fileGone(DataIntegrityViolationException e) {
        return String.valueOf(e.getMessage()).contains("job_file_hash_fkey")
                ? Refused.of(
                        HttpStatus.BAD_REQUEST, "A file that the request names was just deleted.")
                : e;
    }

    private void follow(List<PendingJob> batch, List<Accepted> accepted) {
        var ticketed =
                accepted.stream()
                        .filter(Accepted::ticketed)
                        .map(Accepted::id)
                        .collect(Collectors.toSet());
        aftermath.tickets(
                batch.stream()
                        .map(PendingJob::job)
                        .filter(job -> ticketed.contains(job.id()))
                        .map(JobRequest::ticket)
                        .toList());
        if (ticketed.size() < batch.size()) {
            aftermath.workWaits();
        }
    }

    @Override
    public void destroy() {
        drainers.forEach(Thread::interrupt);
    }
}
