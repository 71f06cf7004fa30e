package io.ssalmuk.api.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.Claim;
import io.ssalmuk.job.Claimant;
import io.ssalmuk.job.InMemoryJobs;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.JobState;
import io.ssalmuk.queue.Hand;
import io.ssalmuk.queue.InMemoryBroker;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.queue.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PatientCancellationsTest {

    private static final UUID BOOT = new UUID(1, 1);

    private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final InMemoryBoots boots = new InMemoryBoots(clock);
    private final InMemoryJobs jobs = new InMemoryJobs(boots, clock);
    @AutoClose private final Wire wire = new InMemoryBroker().connect();
    private final Hand<Signal> signals = new Hand<>();
    private final Hand<JobId> ends = new Hand<>();
    private final JobRequest request = JobRequests.job(JobRequests.client());

    @BeforeEach
    void accept() {
        boots.born(BOOT, "worker");
        jobs.accept(List.of(request));
        wire.signals().listenToSignals(signals);
        wire.ends().listen(ends);
    }

    private void cancel(int looks) {
        new PatientCancellations(
                        jobs,
                        jobs,
                        wire.signals(),
                        wire.ends(),
                        Collections.nCopies(looks, Duration.ofMillis(1)))
                .cancel(request.id());
    }

    private Claim claim() {
        return jobs.claim(request.id(), Claimant.of(BOOT)).orElseThrow();
    }

    private JobState state() {
        return jobs.find(request.id(), request.client()).orElseThrow().state();
    }

    @Test
    void aQueuedJobIsTakenOutAndItsEndIsTold() {
        cancel(1);

        assertThat(ends.take()).isEqualTo(request.id());
        assertThat(state()).isEqualTo(JobState.CANCELLED);
        assertThat(signals.isEmpty()).isTrue();
    }

    @Test
    void theWorkerOfAClaimedJobIsAskedUntilItHasStopped() {
        var claim = claim();
        cancel(1_000_000);

        assertThat(signals.take(3)).containsOnly(new Signal.Cancel(request.id()));
        assertThat(state()).isEqualTo(JobState.PROCESSING);
        jobs.cancel(claim, CallFacts.NONE);
    }

    @Test
    void aJobThatComesBackToTheQueueMeanwhileIsTakenOutThere() {
        var claim = claim();
        cancel(1_000_000);
        signals.take();
        jobs.release(claim);

        assertThat(ends.take()).isEqualTo(request.id());
        assertThat(state()).isEqualTo(JobState.CANCELLED);
    }
}
