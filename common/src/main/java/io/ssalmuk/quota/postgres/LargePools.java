package io.ssalmuk.quota.postgres;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which buckets have too many projects to look at each of them for a single permit. To ask reads a
 * hundred rows, and the answer hardly ever changes, so it is used for a while: meanwhile a pool
 * that has just grown is still read whole, and one that has just shrunk drawn from.
 */
final class LargePools {

    private static final Duration USED_FOR = Duration.ofSeconds(10);

    private final LoadingCache<String, OptionalDouble> lastDraws;

    LargePools(JdbcClient jdbc) {
        lastDraws =
                Caffeine.newBuilder()
                        .expireAfterWrite(USED_FOR)
                        .build(bucket -> lastDraw(jdbc, bucket));
    }

    private static OptionalDouble lastDraw(JdbcClient jdbc, String bucket) {
        return jdbc.sql(LedgerSql.LAST_DRAW)
                .param("bucket", bucket)
                .query((row, _) -> {
                    double last = row.getDouble(1);
                    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(last);
                })
                .single();
    }

    /** Where the last draw of 16 may begin; none for a pool that is looked at as a whole. */
    @Nullable Double lastDraw(String bucket) {
        var last = lastDraws.get(bucket);
        return last.isPresent() ? (Double) last.getAsDouble() : null;
    }
}
