package io.ssalmuk.api.limit.postgres;

import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.distributed.proxy.optimization.Optimizations;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.util.concurrent.batch.BatchHelper.BatchFailedException;
import io.ssalmuk.api.limit.ClientMeters;
import io.ssalmuk.api.limit.Window;
import io.ssalmuk.client.ClientId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.stereotype.Component;

/**
 * Buckets that are filled at the end of each window and at no other time. Those who ask for the
 * same bucket at once, in one process, share a statement.
 */
@Component
final class BucketMeters implements ClientMeters {

    private final InstantSource clock;
    private final Map<Window, ProxyManager<String>> managers = new EnumMap<>(Window.class);
    private final ConcurrentHashMap<Key, Meter> meters = new ConcurrentHashMap<>();

    BucketMeters(DataSource database, InstantSource clock) {
        this.clock = clock;
        managers.put(Window.MINUTE, manager(database, clock, "client_minute"));
        managers.put(Window.DAY, manager(database, clock, "client_day"));
    }

    private static ProxyManager<String> manager(
            DataSource database, InstantSource clock, String table) {
        return Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .table(table)
                .idColumn("client_id")
                .stateColumn("state")
                .clientClock(meter(clock))
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .build();
    }

    private static TimeMeter meter(InstantSource clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return TimeUnit.MILLISECONDS.toNanos(clock.millis());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    @Override
    public OptionalLong take(ClientId client, Window window, long limit) {
        var now = clock.instant();
        var meter = meter(client, window, limit);
        if (now.isBefore(meter.emptyUntil().get())) {
            return OptionalLong.empty();
        }
        var probe = translated(() -> meter.bucket().tryConsumeAndReturnRemaining(1));
        if (probe.isConsumed()) {
            return OptionalLong.of(probe.getRemainingTokens());
        }
        // Until then nothing comes in, and whoever asks on need not burden the database.
        meter.emptyUntil().set(window.end(now));
        return OptionalLong.empty();
    }

    @Override
    public void giveBack(ClientId client, Window window, long limit) {
        var meter = meter(client, window, limit);
        translated(() -> {
            meter.bucket().addTokens(1);
            return true;
        });
        meter.emptyUntil().set(Instant.EPOCH);
    }

    private Meter meter(ClientId client, Window window, long limit) {
        var meter =
                Objects.requireNonNull(
                        meters.compute(
                                new Key(client, window),
                                (key, old) ->
                                        old != null && old.limit() == limit
                                                ? old
                                                : open(key, limit)));
        // Once for each that is opened: somebody may have changed the limit since it was stored.
        translated(meter.adapted());
        return meter;
    }

    private Meter open(Key key, long limit) {
        var configuration = configuration(key.window(), limit);
        var bucket =
                Objects.requireNonNull(managers.get(key.window()))
                        .builder()
                        .withOptimization(Optimizations.batching())
                        .build(key.client().toString(), () -> configuration);
        return Meter.of(limit, bucket, configuration);
    }

    /** All processes reckon windows from the epoch, so that none fills a bucket twice. */
    private static BucketConfiguration configuration(Window window, long limit) {
        return BucketConfiguration.builder()
                .addLimit(
                        BandwidthBuilder.builder()
                                .capacity(limit)
                                .refillIntervallyAligned(limit, window.length(), Instant.EPOCH)
                                .build())
                .build();
    }

    private static <T> T translated(Supplier<T> statement) {
        try {
            return statement.get();
        } catch (BucketExecutionException | BatchFailedException e) {
            throw new TransientDataAccessResourceException("a limit could not be looked up", e);
        }
    }

    private record Key(ClientId client, Window window) {}

    /**
     * A client's bucket, as this process knows it.
     *
     * @param adapted makes the stored bucket heed the limit, when it is first asked
     */
    private record Meter(
            long limit,
            Bucket bucket,
            AtomicReference<Instant> emptyUntil,
            Supplier<Boolean> adapted) {

        static Meter of(long limit, Bucket bucket, BucketConfiguration configuration) {
            return new Meter(
                    limit,
                    bucket,
                    new AtomicReference<>(Instant.EPOCH),
                    new Once(() ->
                            // What was used stays used.
                            bucket.replaceConfiguration(
                                    configuration, TokensInheritanceStrategy.ADDITIVE)));
        }
    }

    /** Runs something until it has succeeded once. */
    private static final class Once implements Supplier<Boolean> {

        private final Runnable action;
        private final AtomicReference<Boolean> done = new AtomicReference<>(false);

        Once(Runnable action) {
            this.action = action;
        }

        @Override
        public Boolean get() {
            if (!done.get()) {
                action.run();
                done.set(true);
            }
            return true;
        }
    }
}
