package io.ssalmuk.api.result;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Job;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.Jobs;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;

@Component
final class AwaitedResults implements Results {

    private final Jobs jobs;
    private final Waiters waiters;
    private final Duration most;

    AwaitedResults(Jobs jobs, Waiters waiters, WaitProperties properties) {
        this.jobs = jobs;
        this.waiters = waiters;
        this.most = properties.most();
    }

    @Override
    public Optional<Job> await(JobId job, ClientId owner, Duration wait) {
        if (wait.isZero()) {
            return jobs.find(job, owner);
        }
        try (var waiter = waiters.register(job)) {
            var now = jobs.find(job, owner);
            if (now.isEmpty() || now.get().state().ended()) {
                return now;
            }
            return undisturbed(waiter, wait) ? jobs.find(job, owner) : now;
        }
    }

    /** False when the process ends: then there is no time to look again. */
    private boolean undisturbed(Waiters.Waiter waiter, Duration wait) {
        try {
            waiter.await(wait.compareTo(most) < 0 ? wait : most);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public Duration longestWait() {
        return most;
    }
}
