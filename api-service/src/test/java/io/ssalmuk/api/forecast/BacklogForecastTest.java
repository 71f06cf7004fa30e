package io.ssalmuk.api.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.submit.KnownModel;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequests;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What is foretold of a backlog, and what becomes of it. */
class BacklogForecastTest {

    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final String BUCKET = JobRequests.FLASH.bucket();

    /** What became of a forecast. */
    private record Told(Instant from, Instant eta, Instant end) {

        /** Within one window, or a tenth of the way. */
        boolean right() {
            var off = Duration.between(eta, end).abs();
            return off.compareTo(WINDOW) <= 0
                    || off.compareTo(Duration.between(from, end).dividedBy(10)) <= 0;
        }
    }

    private final Map<JobId, Instant> submitted = new HashMap<>();

    private static Pool tenProjects() {
        return new Pool(10, 15, 1_000_000);
    }

    /** A hundred a second, while others are served. */
    private void submit(Pool pool, ClientId client, int count) {
        for (var job : JobRequests.jobs(client, count)) {
            submitted.put(job.id(), pool.submit(job));
            pool.pass(Duration.ofMillis(10));
        }
    }

    private static Told told(Pool pool, JobId job, Instant from, Forecast forecast) {
        return new Told(
                from,
                Objects.requireNonNull(forecast.eta()),
                Objects.requireNonNull(pool.ends.get(job)));
    }

    private void nineInTenAreRight(Pool pool) {
        pool.finish();
        assertThat(pool.ends).hasSameSizeAs(submitted);
        long right =
                pool.forecasts.entrySet().stream()
                        .map(of ->
                                told(
                                        pool,
                                        of.getKey(),
                                        Objects.requireNonNull(submitted.get(of.getKey())),
                                        of.getValue()))
                        .filter(Told::right)
                        .count();
        assertThat(right).isGreaterThanOrEqualTo(submitted.size() * 9L / 10);
    }

    @Test
    void aBacklogIsForetold() {
        var pool = tenProjects();
        submit(pool, JobRequests.client(), 1_500);

        nineInTenAreRight(pool);
    }

    @Test
    void twoClientsInTurnAreForetold() {
        var pool = tenProjects();
        var one = JobRequests.client();
        var other = JobRequests.client();
        for (int n = 0; n < 400; n++) {
            submit(pool, one, 1);
            submit(pool, other, 1);
        }

        nineInTenAreRight(pool);
    }

    @Test
    void aClientThatComesLaterWithLittleIsForetold() {
        var pool = tenProjects();
        submit(pool, JobRequests.client(), 900);
        var late = JobRequests.client();
        submitted.clear();
        pool.forecasts.clear();
        submit(pool, late, 40);

        pool.finish();

        assertThat(pool.forecasts.entrySet())
                .allMatch(of ->
                        told(
                                        pool,
                                        of.getKey(),
                                        Objects.requireNonNull(submitted.get(of.getKey())),
                                        of.getValue())
                                .right());
    }

    /** Jobs of 7 tokens: 5 of them fit into a window, where 15 requests would. */
    @Test
    void tokensThatBindAreForetold() {
        var pool = new Pool(10, 15, 35);
        submit(pool, JobRequests.client(), 300);

        nineInTenAreRight(pool);
    }

    @Test
    void capacityForetellsTheEndOfABacklog() {
        var pool = tenProjects();
        var query = new CapacityQuery(new KnownModel(BUCKET, BUCKET), 1_500, 7);
        var client = JobRequests.client();
        var figures = pool.forecasting.figures(BUCKET).orElseThrow();
        var begin = pool.clock.instant();
        var capacity = new Capacity(figures, query, begin).of(client);

        submit(pool, client, 1_500);
        pool.finish();

        var end = pool.ends.values().stream().max(Instant::compareTo).orElseThrow();
        var eta = Objects.requireNonNull(capacity.finishedAt());
        assertThat(new Told(begin, eta, end).right()).isTrue();
        assertThat(capacity.binds()).isEqualTo("requests");
        assertThat(capacity.room().requestsNow()).isEqualTo(150);
    }

    @Test
    void forecastsOfJobsThatWaitStayRight() {
        var pool = tenProjects();
        submit(pool, JobRequests.client(), 600);
        pool.pass(Duration.ofSeconds(70));
        var now = pool.clock.instant();
        var later = new HashMap<JobId, Forecast>();
        for (var job : submitted.keySet()) {
            pool.forecasting.of(job).ifPresent(forecast -> later.put(job, forecast));
        }

        pool.finish();

        assertThat(later).hasSizeBetween(250, 310);
        assertThat(later.entrySet())
                .allMatch(of -> told(pool, of.getKey(), now, of.getValue()).right());
        assertThat(later.values()).extracting(Forecast::position).anyMatch(place -> place > 150);
        assertThat(later.values()).allMatch(forecast -> forecast.position() < 310);
    }
}
