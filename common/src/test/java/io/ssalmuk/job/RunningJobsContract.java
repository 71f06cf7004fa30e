package io.ssalmuk.job;

import static io.ssalmuk.job.JobRequests.FLASH;
import static io.ssalmuk.job.JobRequests.client;
import static io.ssalmuk.job.JobRequests.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link RunningJobs} does. */
public interface RunningJobsContract {

    Line INTERACTIVE = new Line("gemini-pro", Lane.INTERACTIVE);

    JobStore store();

    @Test
    default void jobsThatAreClaimedRunInTheirLine() {
        var queued = job(client());
        var one = job(client());
        var two = job(client());
        var other = job(client(), INTERACTIVE);
        store().intake().accept(List.of(queued, one, two, other));
        assertThat(store().running().perLine()).isEmpty();

        claim(one);
        claim(other);
        var claim = claim(two);

        assertThat(store().running().perLine()).isEqualTo(Map.of(FLASH, 2L, INTERACTIVE, 1L));
        store().claims().release(claim);
        assertThat(store().running().perLine()).isEqualTo(Map.of(FLASH, 1L, INTERACTIVE, 1L));
    }

    private Claim claim(JobRequest request) {
        return store().claims().claim(request.id(), Claimant.of(store().boot())).orElseThrow();
    }
}
