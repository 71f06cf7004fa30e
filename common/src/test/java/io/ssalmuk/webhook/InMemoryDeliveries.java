package io.ssalmuk.webhook;

import static java.util.Objects.requireNonNull;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** An outbox that is gone with the test; it behaves as its contract asks. */
public final class InMemoryDeliveries implements Deliveries {

    private final InstantSource clock;
    private final Map<String, Hook> hooks = new LinkedHashMap<>();
    private final Map<DeliveryId, Event> events = new LinkedHashMap<>();
    private final Map<EndpointId, String> disabled = new HashMap<>();

    private final Consumer<Settled> settled;

    public InMemoryDeliveries(InstantSource clock) {
        this(clock, _ -> {});
    }

    /**
     * An outbox that tells a test of what happens.
     *
     * @param settled takes each attempt that was settled, afterwards
     */
    public InMemoryDeliveries(InstantSource clock, Consumer<Settled> settled) {
        this.clock = clock;
        this.settled = settled;
    }

    private record Hook(
            EndpointId endpoint, ClientId client, String url, Optional<Instant> failing) {}

    private record Event(
            DeliveryId id,
            String lane,
            int attempts,
            Instant dueAt,
            Instant createdAt,
            Status status) {}

    /** An endpoint at this address; answers its lane. */
    public synchronized String endpoint(String url) {
        var client = new ClientId(UUID.randomUUID());
        var endpoint = EndpointId.next();
        var lane = client + "/" + endpoint;
        hooks.put(lane, new Hook(endpoint, client, url, Optional.empty()));
        return lane;
    }

    public synchronized DeliveryId event(String lane) {
        var id = new DeliveryId(UUID.randomUUID());
        var now = clock.instant();
        events.put(id, new Event(id, lane, 0, now, now, Status.PENDING));
        return id;
    }

    public synchronized Status status(DeliveryId id) {
        return requireNonNull(events.get(id)).status();
    }

    /** Why endpoints were turned off. */
    public synchronized Map<EndpointId, String> disabled() {
        return Map.copyOf(disabled);
    }

    @Override
    public synchronized List<Due> claim(Collection<Room> rooms, Duration lease) {
        var all = new ArrayList<Due>();
        for (var room : rooms) {
            pending(room.lane()).stream()
                    .filter(event -> !event.dueAt().isAfter(clock.instant()))
                    .limit(room.most())
                    .forEach(event -> all.add(claim(event, lease)));
        }
        return all;
    }

    private List<Event> pending(String lane) {
        return events.values().stream()
                .filter(event -> event.status() == Status.PENDING && event.lane().equals(lane))
                .sorted(Comparator.comparing(Event::dueAt))
                .toList();
    }

    private Due claim(Event event, Duration lease) {
        var now = clock.instant();
        var claimed = at(event, event.attempts() + 1, now.plus(lease), Status.PENDING);
        events.put(event.id(), claimed);
        var hook = requireNonNull(hooks.get(event.lane()));
        return new Due(
                event.id(),
                JobId.next(),
                event.lane(),
                claimed.attempts(),
                EventType.JOB_COMPLETED,
                event.createdAt(),
                now,
                hook.client(),
                target(hook),
                new EndedJob(JobState.COMPLETED, "model", event.createdAt(), null, null));
    }

    private Optional<Target> target(Hook hook) {
        return disabled.containsKey(hook.endpoint())
                ? Optional.empty()
                : Optional.of(
                        new Target(
                                Optional.of(hook.endpoint()),
                                hook.url(),
                                false,
                                List.of(new SealedSecret(new byte[0])),
                                hook.failing().map(at -> Duration.between(at, clock.instant()))));
    }

    private static Event at(Event event, int attempts, Instant dueAt, Status status) {
        return new Event(event.id(), event.lane(), attempts, dueAt, event.createdAt(), status);
    }

    @Override
    public synchronized Look look() {
        return new Look(dueLanes(), nextDue());
    }

    private List<String> dueLanes() {
        return hooks.keySet().stream()
                .filter(lane ->
                        pending(lane).stream()
                                .anyMatch(event -> !event.dueAt().isAfter(clock.instant())))
                .toList();
    }

    private Optional<Duration> nextDue() {
        return events.values().stream()
                .filter(event -> event.status() == Status.PENDING)
                .map(event -> Duration.between(clock.instant(), event.dueAt()))
                .filter(Duration::isPositive)
                .min(Comparator.naturalOrder());
    }

    @Override
    public synchronized void settle(Collection<Settled> attempts) {
        attempts.forEach(this::settle);
        attempts.forEach(settled);
    }

    private void settle(Settled attempt) {
        var event = requireNonNull(events.get(attempt.due().id()));
        boolean delivered = attempt.verdict() instanceof Verdict.Delivered;
        if (event.status() != Status.PENDING
                || !(delivered || event.attempts() == attempt.due().attempt())) {
            return;
        }
        events.put(event.id(), settled(event, attempt.verdict()));
        hooks.computeIfPresent(event.lane(), (_, hook) -> health(hook, delivered));
    }

    private Event settled(Event event, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered _ ->
                    at(event, event.attempts(), event.dueAt(), Status.DELIVERED);
            case Verdict.Again(var pause) ->
                    at(event, event.attempts(), clock.instant().plus(pause), Status.PENDING);
            case Verdict.GivenUp _ -> at(event, event.attempts(), event.dueAt(), Status.FAILED);
        };
    }

    private Hook health(Hook hook, boolean well) {
        Optional<Instant> failing =
                well ? Optional.empty() : hook.failing().or(() -> Optional.of(clock.instant()));
        return new Hook(hook.endpoint(), hook.client(), hook.url(), failing);
    }

    @Override
    public synchronized void disable(EndpointId endpoint, String reason) {
        disabled.put(endpoint, reason);
        hooks.forEach((lane, hook) -> {
            if (hook.endpoint().equals(endpoint)) {
                pending(lane).forEach(event -> events.put(event.id(), failed(event)));
            }
        });
    }

    private static Event failed(Event event) {
        return at(event, event.attempts(), event.dueAt(), Status.FAILED);
    }

    @Override
    public synchronized Backlog backlog() {
        var pending =
                events.values().stream().filter(each -> each.status() == Status.PENDING).toList();
        var oldest = pending.stream().map(Event::createdAt).min(Comparator.naturalOrder());
        return new Backlog(
                pending.size(),
                oldest.map(at -> Duration.between(at, clock.instant())).orElse(Duration.ZERO));
    }

    @Override
    public void ensureDays(int days) {}

    @Override
    public int forgetOlderThan(Duration age) {
        return 0;
    }
}
