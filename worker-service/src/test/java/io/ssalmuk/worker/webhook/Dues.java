package io.ssalmuk.worker.webhook;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobState;
import io.ssalmuk.secret.SealedSecret;
import io.ssalmuk.webhook.Deliveries.Due;
import io.ssalmuk.webhook.Deliveries.EndedJob;
import io.ssalmuk.webhook.Deliveries.Target;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.EndpointId;
import io.ssalmuk.webhook.EventType;
import io.ssalmuk.webhook.HookRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.boot.http.client.InetAddressFilter;

/** Events to deliver, and the rules under which tests may. */
final class Dues {

    static final Instant HAPPENED = Instant.parse("2026-11-24T10:00:00.123Z");
    static final Instant NOW = Instant.parse("2026-11-24T10:00:01Z");
    static final SealedSecret SECRET = new SealedSecret(new byte[] {1});
    static final HookRules LOOPBACK =
            new HookRules(Optional.of(InetAddressFilter.of("127.0.0.0/8")), List.of());

    private Dues() {}

    static Due due(int attempt, Optional<Target> target) {
        var metadata = Body.of("{\"order\":4711,\"exact\":1.10}");
        return new Due(
                new DeliveryId(UUID.randomUUID()),
                JobId.next(),
                "client/endpoint",
                attempt,
                EventType.JOB_COMPLETED,
                HAPPENED,
                NOW,
                new ClientId(new UUID(7, 7)),
                target,
                new EndedJob(JobState.COMPLETED, "gemini-2.5-flash", HAPPENED, null, metadata));
    }

    static Due failed(JobError error) {
        var due = due(1, target("https://a.example"));
        return new Due(
                due.id(),
                due.job(),
                due.lane(),
                1,
                EventType.JOB_FAILED,
                HAPPENED,
                NOW,
                due.client(),
                due.target(),
                new EndedJob(JobState.FAILED, "gemini-2.5-flash", HAPPENED, error, null));
    }

    static Optional<Target> target(String url) {
        return target(url, Optional.empty());
    }

    static Optional<Target> target(String url, Optional<Duration> failingFor) {
        return Optional.of(
                new Target(
                        Optional.of(new EndpointId(new UUID(1, 1))),
                        url,
                        false,
                        List.of(SECRET),
                        failingFor));
    }

    static DeliveryProperties properties(Duration timeout) {
        return new DeliveryProperties(
                "5s,30s",
                timeout,
                32,
                4,
                Duration.ofDays(5),
                "https://ssalmuk.example",
                Duration.ZERO);
    }
}
