package io.ssalmuk.job.postgres;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.Deadlines;
import io.ssalmuk.job.IdempotencyKeys;
import io.ssalmuk.job.JobClaims;
import io.ssalmuk.job.JobIntake;
import io.ssalmuk.job.JobStore;
import io.ssalmuk.job.Jobs;
import io.ssalmuk.job.Lineups;
import io.ssalmuk.job.RunningJobs;
import io.ssalmuk.job.UsageLog;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The PostgreSQL implementations over one database; time passes by moving what is stored. */
record PostgresJobStore(JdbcClient jdbc) implements JobStore {

    @Override
    public JobIntake intake() {
        return new PostgresJobIntake(jdbc);
    }

    @Override
    public Jobs jobs() {
        return new PostgresJobs(jdbc);
    }

    @Override
    public JobClaims claims() {
        return new PostgresJobClaims(jdbc, _ -> {});
    }

    @Override
    public Admissions admissions() {
        return new PostgresAdmissions(jdbc, _ -> {});
    }

    @Override
    public RunningJobs running() {
        return new PostgresRunningJobs(jdbc);
    }

    @Override
    public UsageLog usage() {
        return new PostgresUsageLog(jdbc);
    }

    @Override
    public Lineups lineups() {
        return new PostgresLineups(jdbc);
    }

    @Override
    public Deadlines deadlines() {
        return new PostgresDeadlines(jdbc, _ -> {});
    }

    @Override
    public IdempotencyKeys keys() {
        return new PostgresIdempotencyKeys(jdbc);
    }

    @Override
    public Instant now() {
        return jdbc.sql("SELECT clock_timestamp()")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    @Override
    public UUID boot() {
        return jdbc.sql(
                        """
                        INSERT INTO worker_boot (id, name) VALUES (gen_random_uuid(), 'worker')
                        RETURNING id
                        """)
                .query(UUID.class)
                .single();
    }

    @Override
    public void bury(UUID boot) {
        jdbc.sql("DELETE FROM worker_boot WHERE id = :boot").param("boot", boot).update();
    }

    @Override
    public ClientId client(int weight) {
        var id = UUID.randomUUID();
        jdbc.sql(
                        """
                        INSERT INTO client (id, name, key_hash, key_hint, created_at, weight)
                        VALUES (:id, 'heavy', sha256(uuid_send(:id)), '', clock_timestamp(), :weight)
                        """)
                .param("id", id)
                .param("weight", weight)
                .update();
        return new ClientId(id);
    }

    @Override
    public void pass(Duration time) {
        jdbc.sql(
                        """
                        WITH keys AS (
                            UPDATE idempotency_key
                            SET created_at = created_at - :millis * interval '1 millisecond'
                        )
                        UPDATE job_queue
                        SET placed_at = placed_at - :millis * interval '1 millisecond',
                            due_at = due_at - :millis * interval '1 millisecond',
                            deadline = deadline - :millis * interval '1 millisecond'
                        """)
                .param("millis", time.toMillis())
                .update();
    }
}
