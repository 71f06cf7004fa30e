package io.ssalmuk.api.limit.postgres;

import io.ssalmuk.api.limit.TokensUsed;
import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.client.ClientId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds up the usage log, which the end of a job writes: nothing else has to be kept, and a job's
 * end costs no more for it. The day is read once; after that only what has come since.
 */
@Component
final class PostgresTokensUsed implements TokensUsed {

    private static final String SUM =
            """
            SELECT coalesce(sum(total_tokens) FILTER (WHERE ended_at < :settled), 0) AS settled,
                   coalesce(sum(total_tokens), 0) AS total
            FROM usage_log
            WHERE client_id = :client AND ended_at >= :from
            """;

    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    /** A statement that is on its way may still write an end from as long ago as this. */
    private static final Duration UNSETTLED = Duration.ofMinutes(2);

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Memo<ClientId, Long> memo;
    private final ConcurrentHashMap<ClientId, Settled> settled = new ConcurrentHashMap<>();

    PostgresTokensUsed(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.memo = new Memo<>(this::sum, REMEMBERED, clock);
    }

    @Override
    public long today(ClientId client) {
        return memo.get(client);
    }

    private long sum(ClientId client) {
        var now = clock.instant();
        var day = now.truncatedTo(ChronoUnit.DAYS);
        var before = settled.get(client);
        var known = before != null && before.day().equals(day) ? before : new Settled(day, day, 0);
        var through = later(known.through(), now.minus(UNSETTLED));
        var sums = read(client, known.through(), through);
        settled.put(client, new Settled(day, through, known.tokens() + sums.settled()));
        return known.tokens() + sums.total();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Sums read(ClientId client, Instant from, Instant settledBefore) {
        return jdbc.sql(SUM)
                .param("client", client.value())
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("settled", settledBefore.atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Sums(row.getLong("settled"), row.getLong("total")))
                .single();
    }

    private record Sums(long settled, long total) {}

    /** What was used of a day up to a moment, to which nothing is added any more. */
    private record Settled(Instant day, Instant through, long tokens) {}
}
