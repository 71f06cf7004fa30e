package io.ssalmuk.job;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.fixture.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

class InMemoryJobsTest
        implements JobIntakeContract,
                JobsContract,
                JobClaimsContract,
                JobCancelContract,
                JobStreamContract,
                AdmissionsContract,
                JobFilesContract,
                RunningJobsContract,
                LineupsContract,
                JobDeadlineContract,
                IdempotencyContract,
                UsageLogContract {

    private final InMemoryStore store = new InMemoryStore();
    private final JobFiles files = new InMemoryJobFiles(store.jobs);

    @Override
    public JobStore store() {
        return store;
    }

    @Override
    public JobFiles files() {
        return files;
    }

    @Override
    public ContentHash content() {
        var hash = ContentHash.of(Arrays.copyOf(JobId.next().toString().getBytes(US_ASCII), 32));
        store.jobs.know(hash);
        return hash;
    }

    private static final class InMemoryStore implements JobStore {

        private final ManualClock clock = new ManualClock(Instant.parse("2026-03-01T12:00:00Z"));
        private final InMemoryBoots boots = new InMemoryBoots(clock);
        private final InMemoryJobs jobs = new InMemoryJobs(boots, clock);

        @Override
        public JobIntake intake() {
            return jobs;
        }

        @Override
        public Jobs jobs() {
            return jobs;
        }

        @Override
        public JobClaims claims() {
            return jobs;
        }

        @Override
        public Admissions admissions() {
            return jobs;
        }

        @Override
        public RunningJobs running() {
            return jobs;
        }

        @Override
        public UsageLog usage() {
            return jobs.usage();
        }

        @Override
        public Lineups lineups() {
            return jobs.lineups();
        }

        @Override
        public Deadlines deadlines() {
            return jobs;
        }

        @Override
        public IdempotencyKeys keys() {
            return jobs.keys();
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public UUID boot() {
            var boot = UUID.randomUUID();
            boots.born(boot, "worker");
            return boot;
        }

        @Override
        public void bury(UUID boot) {
            boots.gone(boot);
        }

        @Override
        public ClientId client(int weight) {
            var client = JobRequests.client();
            jobs.weigh(client, weight);
            return client;
        }

        @Override
        public void pass(Duration time) {
            clock.pass(time);
        }
    }
}
