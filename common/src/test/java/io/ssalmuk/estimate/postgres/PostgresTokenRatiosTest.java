package io.ssalmuk.estimate.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.ConcurrentTest;
import io.ssalmuk.fixture.MigratedDatabase;
import io.ssalmuk.fixture.Race;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequests;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PostgresTokenRatiosTest {

    private static final String BUCKET = JobRequests.FLASH.bucket();

    @AutoClose private final MigratedDatabase database = MigratedDatabase.create();
    private final PostgresTokenRatios ratios = new PostgresTokenRatios(database.jdbc());
    private final TransactionTemplate transaction =
            new TransactionTemplate(new JdbcTransactionManager(database.dataSource()));
    private final ClientId client = JobRequests.client();

    /** Jobs of a client that were estimated at so many tokens. */
    private List<JobId> jobs(ClientId owner, int count, long tokens) {
        return Stream.generate(JobId::next)
                .limit(count)
                .peek(id -> store(owner, id, tokens))
                .toList();
    }

    private void store(ClientId owner, JobId id, long tokens) {
        database.jdbc()
                .sql(
                        """
                        INSERT INTO job (id, client_id, method, model, bucket, lane, state,
                                         max_attempts, created_at, tokens)
                        VALUES (:id, :client, 'generateContent', 'm', :bucket, 'bulk', 'queued',
                                1, clock_timestamp(), :tokens)
                        """)
                .param("id", id.value())
                .param("client", owner.value())
                .param("bucket", BUCKET)
                .param("tokens", tokens)
                .update();
    }

    private void learn(List<JobId> jobs, long counted) {
        Map<JobId, Long> all =
                jobs.stream().collect(Collectors.toMap(Function.identity(), _ -> counted));
        transaction.executeWithoutResult(_ -> ratios.learn(all));
    }

    @Test
    void whatWasNeverCalledIsTakenAsEstimated() {
        assertThat(ratios.of(client, BUCKET)).isEqualTo(1);
    }

    @Test
    void aClientsOwnCallsTell() {
        learn(jobs(client, 20, 1_000), 800);

        assertThat(ratios.of(client, BUCKET)).isCloseTo(0.8, within(1e-6));
        assertThat(ratios.of(client, "another")).isEqualTo(1);
        assertThat(ratios.of(JobRequests.client(), BUCKET)).isEqualTo(1);
    }

    @Test
    void aMarginIsKeptWhereCallsVary() {
        learn(jobs(client, 20, 1_000), 800);
        learn(jobs(client, 20, 1_000), 1_200);

        assertThat(ratios.of(client, BUCKET)).isGreaterThan(1.2);
    }

    @Test
    void jobsThatAreGoneTeachNothing() {
        learn(List.of(JobId.next()), 800);
        learn(List.of(), 800);

        assertThat(ratios.of(client, BUCKET)).isEqualTo(1);
    }

    @ConcurrentTest
    void workersThatLearnAtTheSameTimeLoseNothingAndDoNotDeadlock() {
        var other = JobRequests.client();
        var batches =
                Stream.generate(() ->
                                Stream.concat(
                                                jobs(client, 3, 1_000).stream(),
                                                jobs(other, 3, 1_000).stream())
                                        .toList())
                        .limit(8)
                        .toList();

        Race.of(
                8,
                n -> {
                    learn(batches.get(n), 500);
                    return n;
                });

        assertThat(ratios.of(client, BUCKET)).isCloseTo(0.5, within(1e-6));
        var calls = database.jdbc().sql("SELECT min(calls) + max(calls) FROM token_ratio");
        assertThat(calls.query(Long.class).single()).isEqualTo(48);
    }
}
