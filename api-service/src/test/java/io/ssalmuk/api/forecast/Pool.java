package io.ssalmuk.api.forecast;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.fixture.ManualClock;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobRequest;
import io.ssalmuk.job.JobRequests;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Lineup;
import io.ssalmuk.job.Lineups;
import io.ssalmuk.quota.Supply.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole service in small, whose time a test moves: jobs are accepted with a forecast, get tickets
 * client by client, leave in the order of their tickets as soon as there is a place, and are
 * answered after a while.
 */
final class Pool implements Lineups {

    static final Duration A_CALL = Duration.ofSeconds(1);
    private static final Duration TICK = Duration.ofMillis(250);

    final ManualClock clock = new ManualClock(Supplies.NOON);
    final Map<JobId, Forecast> forecasts = new HashMap<>();
    final Map<JobId, Instant> ends = new HashMap<>();
    final ReadForecasts forecasting;
    private final List<Places> projects;
    private final Deque<Ticketed> tickets = new ArrayDeque<>();
    private final Map<ClientId, Deque<JobRequest>> waiting = new LinkedHashMap<>();
    private final Map<ClientId, Integer> held = new HashMap<>();

    private record Ticketed(JobRequest job, Instant placedAt) {}

    Pool(int projects, int rpm, long tpm) {
        this.projects = new ArrayList<>();
        for (int n = 0; n < projects; n++) {
            this.projects.add(new Places(rpm, tpm));
        }
        this.forecasting =
                new ReadForecasts(
                        _ -> Supplies.at(clock.instant(), shares()),
                        this,
                        () -> Map.of(JobRequests.FLASH.bucket(), A_CALL),
                        clock,
                        Runnable::run);
    }

    private List<Share> shares() {
        return projects.stream().map(project -> project.share(clock.instant())).toList();
    }

    Instant submit(JobRequest job) {
        forecasting.expect(job.bucket());
        waiting.computeIfAbsent(job.client(), _ -> new ArrayDeque<>()).add(job);
        admit();
        forecasting.accepted(job).ifPresent(forecast -> forecasts.put(job.id(), forecast));
        return clock.instant();
    }

    /** One of each client in turn, until each has as many tickets as it may. */
    private void admit() {
        boolean more = true;
        while (more) {
            more = false;
            for (var jobs : waiting.values()) {
                if (!jobs.isEmpty() && held(jobs.element()) < Admissions.CLIENT_TICKETS) {
                    held.merge(jobs.element().client(), 1, Integer::sum);
                    tickets.add(new Ticketed(jobs.remove(), clock.instant()));
                    more = true;
                }
            }
        }
    }

    private int held(JobRequest job) {
        return held.getOrDefault(job.client(), 0);
    }

    /** Lets time pass, during which all leaves that can. */
    void pass(Duration time) {
        var end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            serve();
            var left = Duration.between(clock.instant(), end);
            clock.pass(left.compareTo(TICK) < 0 ? left : TICK);
        }
    }

    /** Until every job has ended. */
    void finish() {
        while (!tickets.isEmpty()) {
            pass(TICK);
        }
    }

    private void serve() {
        var now = clock.instant();
        while (!tickets.isEmpty() && leaves(tickets.element().job(), now)) {
            var job = tickets.remove().job();
            held.merge(job.client(), -1, Integer::sum);
            ends.put(job.id(), now.plus(A_CALL));
            admit();
        }
    }

    private boolean leaves(JobRequest job, Instant now) {
        return projects.stream().anyMatch(project -> project.take(job.tokens(), now));
    }

    @Override
    public Lineup of(String bucket) {
        var groups = new ArrayList<Lineup.Group>();
        waiting.forEach((client, jobs) -> {
            if (!jobs.isEmpty() || held.getOrDefault(client, 0) > 0) {
                groups.add(group(client, jobs));
            }
        });
        return new Lineup(
                groups, Map.of(Lane.BULK, tickets.stream().map(Ticketed::placedAt).toList()));
    }

    private Lineup.Group group(ClientId client, Collection<JobRequest> jobs) {
        int ahead = held.getOrDefault(client, 0);
        double all = ahead + (double) jobs.size();
        var marks =
                jobs.isEmpty()
                        ? tickets.stream()
                                .map(Ticketed::job)
                                .filter(job -> job.client().equals(client))
                                .map(JobRequest::id)
                                .toList()
                        : jobs.stream().map(JobRequest::id).toList();
        double step = jobs.isEmpty() ? 0 : 1;
        return new Lineup.Group(
                Lane.BULK, client, 1, ahead, jobs.size(), all, all * 7, step, marks);
    }

    @Override
    public Optional<Spot> find(JobId id) {
        return tickets.stream()
                .filter(ticket -> ticket.job().id().equals(id))
                .map(ticket -> spot(ticket.job(), true, ticket.placedAt()))
                .findFirst()
                .or(() ->
                        waiting.values().stream()
                                .flatMap(Collection::stream)
                                .filter(job -> job.id().equals(id))
                                .map(job -> spot(job, false, clock.instant()))
                                .findFirst());
    }

    private static Spot spot(JobRequest job, boolean ticket, Instant placedAt) {
        return new Spot(
                JobRequests.FLASH, job.client(), job.units(), job.tokens(), ticket, placedAt, null);
    }
}
