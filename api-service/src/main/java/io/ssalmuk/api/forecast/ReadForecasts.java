package io.ssalmuk.api.forecast;

import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.job.CallTimes;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.Lineups;
import io.ssalmuk.job.Lineups.Spot;
import io.ssalmuk.quota.QuotaSupply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Forecasts from figures that are read aside. */
@Component
final class ReadForecasts implements Forecasts {

    /** What a call takes of which there was none yet. */
    private static final Duration A_CALL = Duration.ofSeconds(2);

    private static final Duration REMEMBERED = Duration.ofSeconds(15);

    private final QuotaSupply supply;
    private final Lineups lineups;
    private final Memo<Boolean, Map<String, Duration>> callTimes;
    private final InstantSource clock;
    private final Executor aside;
    private final Map<String, Desk> desks = new ConcurrentHashMap<>();

    @Autowired
    ReadForecasts(QuotaSupply supply, Lineups lineups, CallTimes callTimes, InstantSource clock) {
        this(
                supply,
                lineups,
                callTimes,
                clock,
                reading -> Thread.ofVirtual().name("forecast").start(reading));
    }

    ReadForecasts(
            QuotaSupply supply,
            Lineups lineups,
            CallTimes callTimes,
            InstantSource clock,
            Executor aside) {
        this.supply = supply;
        this.lineups = lineups;
        this.callTimes = new Memo<>(_ -> callTimes.usual(), REMEMBERED, clock);
        this.clock = clock;
        this.aside = aside;
    }

    /** Only known models have buckets, so that there are few. */
    private Desk desk(String bucket) {
        return desks.computeIfAbsent(
                bucket, name -> new Desk(joined -> read(name, joined), clock, aside));
    }

    /**
     * First what comes free: what is served in between is then missing in the line, not in both.
     */
    private Figures read(String bucket, Joined joined) {
        var free = supply.of(bucket);
        var callTime = callTimes.get(true).getOrDefault(bucket, A_CALL);
        return Figures.of(free, lineups.of(bucket), joined, callTime);
    }

    /** The figures of a bucket; empty while they cannot be had. */
    Optional<Figures> figures(String bucket) {
        return desk(bucket).figures();
    }

    @Override
    public void expect(String bucket) {
        desk(bucket).expect();
    }

    @Override
    public Optional<Forecast> accepted(JobRequest job) {
        var desk = desk(job.bucket());
        var forecast = desk.figures().map(figures -> figures.next(job, clock.instant()));
        desk.join(job);
        return forecast;
    }

    @Override
    public Optional<Forecast> of(JobId job) {
        return spot(job)
                .flatMap(spot ->
                        figures(spot.line().bucket())
                                .map(figures -> figures.of(spot, job, clock.instant())));
    }

    private Optional<Spot> spot(JobId job) {
        try {
            return lineups.find(job);
        } catch (DataAccessException | TransactionException _) {
            return Optional.empty();
        }
    }
}
