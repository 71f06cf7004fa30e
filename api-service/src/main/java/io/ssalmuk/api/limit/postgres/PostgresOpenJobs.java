package io.ssalmuk.api.limit.postgres;

import io.ssalmuk.api.limit.OpenJobs;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

@Component
final class PostgresOpenJobs implements OpenJobs {

    /** One of a client's at a time counts and takes, over all processes; others are not held up. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(17, hashtext(:client::text))";

    private static final String COUNT =
            """
            SELECT count(*)
            FROM (SELECT FROM client_open_job WHERE client_id = :client LIMIT :limit) AS open
            """;

    private static final String TAKE =
            "INSERT INTO client_open_job (client_id, job_id) VALUES (:client, :job)";

    /** A job that is not there yet may be on its way for as long as a statement can take. */
    private static final String SWEEP =
            """
            DELETE FROM client_open_job o
            WHERE o.client_id = :client
              AND (EXISTS (SELECT FROM job j WHERE j.id = o.job_id AND j.ended_at IS NOT NULL)
                   OR (o.taken_at < clock_timestamp() - interval '1 minute'
                       AND NOT EXISTS (SELECT FROM job j WHERE j.id = o.job_id)))
            """;

    private static final String GIVE_BACK =
            "DELETE FROM client_open_job WHERE client_id = :client AND job_id = :job";

    /** How long nobody looks again who has just been found to have no room, in one process. */
    private static final Duration REST = Duration.ofMillis(250);

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final InstantSource clock;
    private final ConcurrentHashMap<ClientId, Instant> fullUntil = new ConcurrentHashMap<>();

    PostgresOpenJobs(JdbcClient jdbc, TransactionOperations transactions, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public OptionalLong take(ClientId client, JobId job, long limit) {
        var now = clock.instant();
        if (now.isBefore(fullUntil.getOrDefault(client, Instant.EPOCH))) {
            return OptionalLong.empty();
        }
        long room = transactions.execute(_ -> taken(client, job, limit));
        if (room < 0) {
            fullUntil.put(client, now.plus(REST));
            return OptionalLong.empty();
        }
        fullUntil.remove(client);
        return OptionalLong.of(room);
    }

    /** For how many more there is room; less than none if there was none. */
    private long taken(ClientId client, JobId job, long limit) {
        jdbc.sql(LOCK).param("client", client.value()).query((_, _) -> true).single();
        long room = limit - open(client, limit);
        if (room <= 0 && jdbc.sql(SWEEP).param("client", client.value()).update() > 0) {
            room = limit - open(client, limit);
        }
        if (room > 0) {
            jdbc.sql(TAKE).param("client", client.value()).param("job", job.value()).update();
        }
        return room - 1;
    }

    private long open(ClientId client, long limit) {
        return jdbc.sql(COUNT)
                .param("client", client.value())
                .param("limit", limit)
                .query(Long.class)
                .single();
    }

    @Override
    public void giveBack(ClientId client, JobId job) {
        jdbc.sql(GIVE_BACK).param("client", client.value()).param("job", job.value()).update();
    }
}
