package io.ssalmuk.job;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.cluster.InMemoryBoots;
import io.ssalmuk.file.ContentHash;
import io.ssalmuk.job.InMemoryJob.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Jobs that are gone with the test; it behaves as the contracts of its ports ask. */
public final class InMemoryJobs
        implements JobIntake, Jobs, JobClaims, Admissions, RunningJobs, Deadlines {

    private final TreeMap<JobId, InMemoryJob> jobs = new TreeMap<>();
    private final Set<ContentHash> known = new HashSet<>();
    private final Map<ClientId, Integer> weights = new HashMap<>();
    private final InMemoryUsage usage = new InMemoryUsage();
    private final InMemoryKeys keys;
    private final InMemoryBoots boots;
    private final InstantSource clock;

    public InMemoryJobs(InMemoryBoots boots, InstantSource clock) {
        this.boots = boots;
        this.clock = clock;
        this.keys = new InMemoryKeys(clock);
    }

    @Override
    public synchronized List<Accepted> accept(List<JobRequest> requests) {
        if (requests.stream().map(JobRequest::id).anyMatch(jobs::containsKey)) {
            throw new IllegalArgumentException("a job of this batch is known already");
        }
        if (!requests.stream()
                .flatMap(job -> job.files().stream())
                .allMatch(file -> known.contains(file.hash()))) {
            throw new IllegalArgumentException("a file of this batch was deleted");
        }
        var full = requests.stream().map(InMemoryJob::line).distinct().filter(this::full).toList();
        return requests.stream().filter(keys::take).map(request -> accept(request, full)).toList();
    }

    private boolean full(Line line) {
        return lined(line).anyMatch(InMemoryJob::waiting)
                || lined(line).filter(InMemoryJob::ticketed).count() >= LINE_TICKETS;
    }

    /** Those under which jobs were submitted. */
    public IdempotencyKeys keys() {
        return keys;
    }

    /** Contents that jobs may name; the others were deleted. */
    public synchronized void know(ContentHash hash) {
        known.add(hash);
    }

    synchronized Optional<JobRequest> request(JobId id) {
        return Optional.ofNullable(jobs.get(id)).map(InMemoryJob::request);
    }

    /** Who waits, in which order. */
    public Lineups lineups() {
        return new InMemoryLineups(this, clock);
    }

    /** Those that neither run nor have ended, in the order of their ids. */
    synchronized List<InMemoryJob> queued() {
        return jobs.values().stream().filter(InMemoryJob::queued).toList();
    }

    synchronized Set<JobId> ids() {
        return Set.copyOf(jobs.keySet());
    }

    private Accepted accept(JobRequest request, List<Line> full) {
        var own =
                lined(InMemoryJob.line(request))
                        .filter(job -> job.request().client().equals(request.client()))
                        .toList();
        long tickets = own.stream().filter(InMemoryJob::ticketed).count();
        int most = full.contains(InMemoryJob.line(request)) ? 1 : CLIENT_TICKETS;
        boolean room = own.stream().noneMatch(InMemoryJob::waiting) && tickets < most;
        var place = room ? ticketed() : new Place.Waiting();
        jobs.put(request.id(), InMemoryJob.accepted(request, place));
        return new Accepted(request.id(), room);
    }

    private Stream<InMemoryJob> lined(Line line) {
        return jobs.values().stream().filter(job -> job.line().equals(line));
    }

    private Place ticketed() {
        return new Place.Ticketed(false, clock.instant());
    }

    @Override
    public synchronized Optional<Job> find(JobId id, ClientId owner) {
        return Optional.ofNullable(jobs.get(id))
                .filter(job -> job.request().client().equals(owner))
                .map(InMemoryJob::job);
    }

    @Override
    public synchronized Set<JobId> ended(Collection<JobId> ids) {
        return jobs.values().stream()
                .filter(job -> job.job().state().ended())
                .map(job -> job.request().id())
                .filter(ids::contains)
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized Optional<Claim> claim(JobId id, Claimant by) {
        var job = jobs.get(id);
        Instant now = clock.instant();
        if (job == null || !(job.waiting() || job.ticketed()) || !boots.alive(by.boot())) {
            return Optional.empty();
        }
        if (job.due(now)) {
            return Optional.empty();
        }
        var claimed = job.claimed(by, now);
        jobs.put(id, claimed);
        return Optional.of(claimed.claim(now));
    }

    @Override
    public synchronized boolean disown(JobId id, Claimant by) {
        return move(
                        job ->
                                job.request().id().equals(id)
                                        && job.place() instanceof Place.Claimed(var holder, var _)
                                        && holder.equals(by),
                        job -> job.queued(0, new Place.Waiting()))
                == 1;
    }

    @Override
    public boolean complete(Claim claim, Body result, CallFacts call) {
        return fenced(claim, job -> usage.log(job.completed(result, clock.instant()), call));
    }

    @Override
    public boolean fail(Claim claim, JobError error, CallFacts call) {
        return fenced(claim, job -> usage.log(job.failed(error, clock.instant()), call));
    }

    @Override
    public boolean expire(Claim claim, JobError error, CallFacts call) {
        return fenced(claim, job -> usage.log(job.expired(error, clock.instant()), call));
    }

    @Override
    public synchronized List<JobId> expireQueued(JobError why, int most) {
        Instant now = clock.instant();
        var due =
                jobs.values().stream()
                        .filter(job -> job.queued() && job.due(now))
                        .map(job -> job.request().id())
                        .limit(most)
                        .toList();
        move(
                job -> due.contains(job.request().id()),
                job -> usage.log(job.expired(why, now), CallFacts.NONE));
        return due;
    }

    @Override
    public synchronized Optional<Duration> next() {
        Instant now = clock.instant();
        return jobs.values().stream()
                .filter(InMemoryJob::queued)
                .flatMap(job -> job.request().terms().deadline().stream())
                .min(Comparator.naturalOrder())
                .map(deadline ->
                        now.isBefore(deadline) ? Duration.between(now, deadline) : Duration.ZERO);
    }

    /** What was logged of them. */
    public UsageLog usage() {
        return usage;
    }

    @Override
    public synchronized Map<Line, Long> perLine() {
        return jobs.values().stream()
                .filter(job -> job.place() instanceof Place.Claimed)
                .collect(Collectors.groupingBy(InMemoryJob::line, Collectors.counting()));
    }

    @Override
    public boolean cancel(Claim claim, CallFacts call) {
        return fenced(claim, job -> usage.log(job.cancelled(clock.instant()), call));
    }

    @Override
    public synchronized boolean cancelQueued(JobId id) {
        return move(
                        job -> job.request().id().equals(id) && job.queued(),
                        job -> usage.log(job.cancelled(clock.instant()), CallFacts.NONE))
                == 1;
    }

    @Override
    public boolean holds(Claim claim) {
        return fenced(claim, job -> job);
    }

    @Override
    public boolean streams(Claim claim) {
        return fenced(claim, InMemoryJob::streaming);
    }

    @Override
    public synchronized boolean release(Claim claim) {
        return !streaming(claim) && fenced(claim, job -> job.queued(0, new Place.Waiting()));
    }

    @Override
    public synchronized boolean retryAfter(Claim claim, Duration pause) {
        return !streaming(claim) && fenced(claim, job -> job.queued(1, parked(pause)));
    }

    private boolean streaming(Claim claim) {
        return jobs.containsKey(claim.job()) && jobs.get(claim.job()).streams();
    }

    private Place parked(Duration pause) {
        return new Place.Parked(clock.instant().plus(pause));
    }

    private synchronized boolean fenced(Claim claim, UnaryOperator<InMemoryJob> change) {
        return move(
                        job ->
                                job.request().id().equals(claim.job())
                                        && job.place() instanceof Place.Claimed
                                        && job.job().attempt() == claim.attempt(),
                        change)
                == 1;
    }

    @Override
    public synchronized boolean park(JobId id, Duration pause) {
        return move(
                        job -> job.request().id().equals(id) && (job.waiting() || job.ticketed()),
                        job -> job.at(parked(pause)))
                == 1;
    }

    @Override
    public synchronized List<Line> waitingLines() {
        return jobs.values().stream()
                .filter(InMemoryJob::waiting)
                .map(InMemoryJob::line)
                .distinct()
                .toList();
    }

    /** What a client weighs from here on. */
    public synchronized void weigh(ClientId client, int weight) {
        weights.put(client, weight);
    }

    @Override
    public synchronized Admitted admit(Line line, int tickets, int batch) {
        record Turn(InMemoryJob job, long number, double turn) {}
        var numbers = new HashMap<ClientId, Long>();
        lined(line)
                .filter(InMemoryJob::ticketed)
                .forEach(job -> numbers.merge(job.request().client(), 1L, Long::sum));
        int held = numbers.values().stream().mapToInt(Long::intValue).sum();
        var turns =
                lined(line)
                        .filter(InMemoryJob::waiting)
                        .map(job -> {
                            var client = job.request().client();
                            long number = numbers.merge(client, 1L, Long::sum);
                            int weight = weights.getOrDefault(client, 1);
                            return new Turn(job, number, (number - 0.5) / weight);
                        })
                        .sorted(Comparator.comparingDouble(Turn::turn))
                        .toList();
        var admitted =
                IntStream.range(0, turns.size())
                        .filter(n -> n < tickets - held || turns.get(n).number() == 1)
                        .limit(batch)
                        .mapToObj(n -> turns.get(n).job().ticket())
                        .toList();
        admitted.forEach(ticket -> jobs.computeIfPresent(ticket.job(), (_, j) -> j.at(ticketed())));
        return new Admitted(held, admitted);
    }

    @Override
    public synchronized void confirm(Collection<JobId> ids) {
        ids.forEach(id -> jobs.computeIfPresent(id, (_, job) -> job.confirmed()));
    }

    /** Whether the broker is known to have the job's ticket. */
    public synchronized boolean confirmed(JobId id) {
        return jobs.containsKey(id)
                && jobs.get(id).place() instanceof Place.Ticketed ticket
                && ticket.confirmed();
    }

    @Override
    public int returnUnconfirmed(Duration age) {
        return giveBack(ticket -> !ticket.confirmed() && placedBefore(ticket, age));
    }

    @Override
    public synchronized int returnPlacedBefore(Line line, Duration age) {
        return move(
                job ->
                        job.line().equals(line)
                                && job.place() instanceof Place.Ticketed ticket
                                && placedBefore(ticket, age),
                job -> job.at(new Place.Waiting()));
    }

    private boolean placedBefore(Place.Ticketed ticket, Duration age) {
        return ticket.placedAt().isBefore(clock.instant().minus(age));
    }

    @Override
    public synchronized List<Line> linesPlacedBefore(Duration age) {
        return jobs.values().stream()
                .filter(job ->
                        job.place() instanceof Place.Ticketed ticket && placedBefore(ticket, age))
                .map(InMemoryJob::line)
                .distinct()
                .toList();
    }

    @Override
    public synchronized Look look(Duration silent) {
        boolean idle = jobs.values().stream().allMatch(job -> job.job().state().ended());
        boolean orphans = jobs.values().stream().anyMatch(job -> orphaned(job, silent));
        return new Look(idle, orphans, !waitingLines().isEmpty(), nextDue());
    }

    private boolean orphaned(InMemoryJob job, Duration silent) {
        return job.place() instanceof Place.Claimed(var by, var _)
                && !boots.alive(by.boot(), silent);
    }

    private Optional<Duration> nextDue() {
        return jobs.values().stream()
                .flatMap(job ->
                        job.place() instanceof Place.Parked(var due)
                                ? Stream.of(due)
                                : Stream.<Instant>empty())
                .min(Comparator.naturalOrder())
                .map(due -> Duration.between(clock.instant(), due))
                .map(left -> left.isNegative() ? Duration.ZERO : left);
    }

    @Override
    public int returnAll() {
        return giveBack(_ -> true);
    }

    private synchronized int giveBack(Predicate<Place.Ticketed> which) {
        return move(
                job -> job.place() instanceof Place.Ticketed ticket && which.test(ticket),
                job -> job.at(new Place.Waiting()));
    }

    @Override
    public synchronized int unpark() {
        Instant now = clock.instant();
        return move(
                job -> job.place() instanceof Place.Parked(var due) && !due.isAfter(now),
                job -> job.at(new Place.Waiting()));
    }

    @Override
    public synchronized int reclaim() {
        return move(
                job -> orphaned(job) && !job.streams(), job -> job.queued(0, new Place.Waiting()));
    }

    @Override
    public synchronized List<JobId> endBrokenStreams(JobError why) {
        var broken =
                jobs.values().stream()
                        .filter(job -> orphaned(job) && job.streams())
                        .map(job -> job.request().id())
                        .toList();
        move(
                job -> broken.contains(job.request().id()),
                job -> usage.log(job.failed(why, clock.instant()), CallFacts.NONE));
        return broken;
    }

    private boolean orphaned(InMemoryJob job) {
        return job.place() instanceof Place.Claimed(var by, var _) && !boots.alive(by.boot());
    }

    private int move(Predicate<InMemoryJob> which, UnaryOperator<InMemoryJob> change) {
        var moved = jobs.values().stream().filter(which).map(change).toList();
        moved.forEach(job -> jobs.put(job.request().id(), job));
        return moved.size();
    }

    @Override
    public synchronized List<Backlog> backlog() {
        Map<Line, List<InMemoryJob>> byLine =
                jobs.values().stream()
                        .filter(InMemoryJob::queued)
                        .collect(Collectors.groupingBy(InMemoryJob::line));
        return byLine.entrySet().stream()
                .map(line -> backlog(line.getKey(), line.getValue()))
                .toList();
    }

    private static Backlog backlog(Line line, List<InMemoryJob> jobs) {
        long waiting = jobs.stream().filter(InMemoryJob::waiting).count();
        long ticketed = jobs.stream().filter(InMemoryJob::ticketed).count();
        return new Backlog(line, waiting, ticketed, jobs.size() - waiting - ticketed);
    }
}
