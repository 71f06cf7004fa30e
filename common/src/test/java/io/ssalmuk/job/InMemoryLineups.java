package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.InMemoryJob.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who waits in {@link InMemoryJobs}; every job is a mark. */
final class InMemoryLineups implements Lineups {

    private final InMemoryJobs jobs;
    private final InstantSource clock;

    InMemoryLineups(InMemoryJobs jobs, InstantSource clock) {
        this.jobs = jobs;
        this.clock = clock;
    }

    private record Key(Lane lane, ClientId client) {}

    @Override
    public Lineup of(String bucket) {
        var all = jobs.queued().stream().filter(job -> job.line().bucket().equals(bucket)).toList();
        Map<Key, List<InMemoryJob>> groups =
                all.stream()
                        .collect(
                                Collectors.groupingBy(job ->
                                        new Key(job.request().lane(), job.request().client())));
        return new Lineup(
                groups.entrySet().stream().map(g -> group(g.getKey(), g.getValue())).toList(),
                all.stream()
                        .filter(InMemoryJob::ticketed)
                        .collect(
                                Collectors.groupingBy(
                                        job -> job.request().lane(),
                                        Collectors.mapping(this::placedAt, Collectors.toList()))));
    }

    private static Lineup.Group group(Key key, List<InMemoryJob> jobs) {
        var waiting = jobs.stream().filter(job -> !job.ticketed()).toList();
        var marked = waiting.isEmpty() ? jobs : waiting;
        return new Lineup.Group(
                key.lane(),
                key.client(),
                1,
                jobs.size() - waiting.size(),
                waiting.size(),
                jobs.stream().mapToInt(job -> job.request().units()).sum(),
                jobs.stream().mapToLong(job -> job.request().tokens()).sum(),
                waiting.isEmpty() ? 0 : 1,
                marked.stream().map(job -> job.request().id()).toList());
    }

    private Instant placedAt(InMemoryJob job) {
        return job.place() instanceof Place.Ticketed(_, var placedAt) ? placedAt : clock.instant();
    }

    @Override
    public Optional<Spot> find(JobId id) {
        return jobs.queued().stream()
                .filter(job -> job.request().id().equals(id))
                .findFirst()
                .map(this::spot);
    }

    private Spot spot(InMemoryJob job) {
        var request = job.request();
        return new Spot(
                job.line(),
                request.client(),
                request.units(),
                request.tokens(),
                job.ticketed(),
                placedAt(job),
                job.place() instanceof Place.Parked(var due) ? due : null);
    }
}
