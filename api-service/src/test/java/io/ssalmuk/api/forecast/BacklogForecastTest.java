package io.ssalmuk.api.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.submit.KnownModel;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.quota.Limits;
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

    private final Pool pool = new Pool(10, new Limits(15, null, null));
    private final Map<JobId, Instant> submitted = new HashMap<>();

    private void submit(ClientId client, int count) {
        for (int n = 0; n < count; n++) {
            submit(JobRequests.job(client));
        }
    }

    /** A hundred a second, while others are served. */
    private void submit(JobRequest job) {
        submitted.put(job.id(), pool.submit(job));
        pool.pass(Duration.ofMillis(10));
    }

    private boolean right(JobId job, Instant eta) {
        return right(submitted.get(job), eta, pool.ends.get(job));
    }

    /** Within one window, or a tenth of the way. */
    private static boolean right(Instant from, Instant eta, Instant end) {
        var tenth = Duration.between(from, end).dividedBy(10);
        var off = Duration.between(eta, end).abs();
        return off.compareTo(WINDOW) <= 0 || off.compareTo(tenth) <= 0;
    }

    private void nineInTenAreRight() {
        pool.finish();
        assertThat(pool.ends).hasSameSizeAs(submitted);
        long right =
                pool.forecasts.entrySet().stream()
                        .filter(e ->
                                right(e.getKey(), Objects.requireNonNull(e.getValue().eta())))
                        .count();
        assertThat(right).isGreaterThanOrEqualTo(submitted.size() * 9L / 10);
    }

    @Test
    void aBacklogIsForetold() {
        submit(JobRequests.client(), 1_500);

        nineInTenAreRight();
    }

    @Test
    void twoClientsInTurnAreForetold() {
        var one = JobRequests.client();
        var other = JobRequests.client();
        for (int n = 0; n < 400; n++) {
            submit(one, 1);
            submit(other, 1);
        }

        nineInTenAreRight();
    }

    @Test
    void aClientThatComesLaterWithLittleIsForetold() {
        submit(JobRequests.client(), 900);
        int before = submitted.size();
        var late = JobRequests.client();
        submit(late, 40);

        pool.finish();

        assertThat(submitted).hasSize(before + 40);
        long right =
                pool.forecasts.entrySet().stream()
                        .filter(e ->
                                right(e.getKey(), Objects.requireNonNull(e.getValue().eta())))
                        .count();
        assertThat(right).isGreaterThanOrEqualTo(submitted.size() * 9L / 10);
    }

    @Test
    void tokensThatBindAreForetold() {
        var scarce = new Pool(10, new Limits(15, 35L, null));
        var begun = new HashMap<JobId, Instant>();
        for (var job : JobRequests.jobs(JobRequests.client(), 300)) {
            begun.put(job.id(), scarce.submit(job));
            scarce.pass(Duration.ofMillis(10));
        }
        scarce.finish();

        // Jobs of 7 tokens: 5 fit into a window, where 15 requests would.
        long right =
                begun.entrySet().stream()
                        .filter(e ->
                                right(
                                        e.getValue(),
                                        Objects.requireNonNull(
                                                scarce.forecasts.get(e.getKey()).eta()),
                                        scarce.ends.get(e.getKey())))
                        .count();
        assertThat(right).isGreaterThanOrEqualTo(270);
    }

    @Test
    void capacityForetellsTheEndOfABacklog() {
        var query = new CapacityQuery(new KnownModel(BUCKET, BUCKET), 1_500, 7);
        var client = JobRequests.client();
        var figures = pool.forecasting.figures(BUCKET).orElseThrow();
        var begin = pool.clock.instant();
        var capacity = new Capacity(figures, query, begin).of(client);

        submit(client, 1_500);
        pool.finish();

        var end = pool.ends.values().stream().max(Instant::compareTo).orElseThrow();
        assertThat(right(begin, Objects.requireNonNull(capacity.finishedAt()), end)).isTrue();
        assertThat(capacity.binds()).isEqualTo("requests");
        assertThat(capacity.room().requestsNow()).isEqualTo(150);
    }

    @Test
    void forecastsOfJobsThatWaitStayRight() {
        var client = JobRequests.client();
        submit(client, 600);
        pool.pass(Duration.ofSeconds(70));
        var now = pool.clock.instant();
        var later = new HashMap<JobId, Forecast>();
        submitted
                .keySet()
                .forEach(job -> pool.forecasting.of(job).ifPresent(f -> later.put(job, f)));

        pool.finish();

        assertThat(later).hasSizeBetween(250, 310);
        assertThat(later.entrySet())
                .allMatch(e ->
                        right(
                                now,
                                Objects.requireNonNull(e.getValue().eta()),
                                pool.ends.get(e.getKey())));
        assertThat(later.values()).extracting(Forecast::position).anyMatch(p -> p > 150);
        assertThat(later.values()).allMatch(forecast -> forecast.position() < 300);
    }
}
