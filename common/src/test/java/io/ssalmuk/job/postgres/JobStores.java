package io.ssalmuk.job.postgres;

import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.Deadlines;
import io.ssalmuk.job.JobCancels;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.Jobs;
import io.ssalmuk.job.OutboxBell;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ports of jobs in PostgreSQL, for tests of what follows from their ends. */
public final class JobStores {

    private JobStores() {}

    public static Ringing ringing(JdbcClient jdbc, OutboxBell bell) {
        return new Ringing(jdbc, bell);
    }

    /** Jobs whose ends ring a bell. */
    public record Ringing(JdbcClient jdbc, OutboxBell bell) {

        public JobIntake intake() {
            return new PostgresJobIntake(jdbc);
        }

        public Jobs jobs() {
            return new PostgresJobs(jdbc);
        }

        public JobClaims claims() {
            return new PostgresJobClaims(jdbc, bell);
        }

        public Admissions admissions() {
            return new PostgresAdmissions(jdbc, bell);
        }

        public JobCancels cancels() {
            return new PostgresJobCancels(jdbc, bell);
        }

        public Deadlines deadlines() {
            return new PostgresDeadlines(jdbc, bell);
        }

        public UUID boot() {
            return new PostgresJobStore(jdbc).boot();
        }

        public void bury(UUID boot) {
            new PostgresJobStore(jdbc).bury(boot);
        }
    }
}
