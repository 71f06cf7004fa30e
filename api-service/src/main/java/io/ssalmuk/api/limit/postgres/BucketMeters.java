package io.ssalmuk.api.limit.postgres;

import io.github.bucket4j.BandwidthBuilder;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.distributed.proxy.BucketNotFoundException;
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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
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
        var probe = meter.ask(bucket -> bucket.tryConsumeAndReturnRemaining(1));
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
        meter.ask(bucket -> {
            bucket.addTokens(1);
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
        meter.adapt();
        return meter;
    }

    private Meter open(Key key, long limit) {
        var manager = Objects.requireNonNull(managers.get(key.window()));
        var configuration = configuration(key.window(), limit);
        var id = key.client().toString();
        return new Meter(
                limit,
                manager.builder()
                        .withOptimization(Optimizations.batching())
                        .build(id, () -> configuration),
                manager.builder().build(id, () -> configuration),
                configuration,
                new AtomicReference<>(Instant.EPOCH),
                new AtomicBoolean());
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

    private record Key(ClientId client, Window window) {}

    /**
     * A client's bucket, as this process knows it.
     *
     * @param shared puts those who ask at once into one statement
     * @param single asks for each by itself, and makes the stored bucket if there is none
     * @param adapted whether the stored bucket heeds the limit
     */
    private record Meter(
            long limit,
            Bucket shared,
            Bucket single,
            BucketConfiguration configuration,
            AtomicReference<Instant> emptyUntil,
            AtomicBoolean adapted) {

        void adapt() {
            if (!adapted.get()) {
                translated(() -> {
                    // What was used stays used.
                    single.replaceConfiguration(configuration, TokensInheritanceStrategy.ADDITIVE);
                    return true;
                });
                adapted.set(true);
            }
        }

        <T> T ask(Function<Bucket, T> question) {
            return translated(() -> {
                try {
                    return question.apply(shared);
                } catch (BatchFailedException e) {
                    if (e.getCause() instanceof BucketNotFoundException) {
                        // A crash of the database forgot it, and several asked at once, for which
                        // Bucket4j does not make it. None of them was counted.
                        return question.apply(single);
                    }
                    throw e;
                }
            });
        }

        private static <T> T translated(Supplier<T> statement) {
            try {
                return statement.get();
            } catch (BucketExecutionException | BatchFailedException e) {
                throw new TransientDataAccessResourceException("a limit could not be looked up", e);
            }
        }
    }
}
