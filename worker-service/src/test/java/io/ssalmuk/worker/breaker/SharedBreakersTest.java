package io.ssalmuk.worker.breaker;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ssalmuk.job.Body;
import io.ssalmuk.job.JobError;
import io.ssalmuk.pool.ModelPauses;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.quota.ProjectId;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SharedBreakersTest {

    private static final CallOutcome OVERLOADED =
            new Trouble(new JobError("UNAVAILABLE", 503, "overloaded"), true);
    private static final CallOutcome BROKEN =
            new Trouble(new JobError("INTERNAL", 500, "broken"), true);
    private static final CallOutcome ANSWER = new Answered(Body.of("{}"));

    private final AtomicLong nanos = new AtomicLong(1_000);
    private final Pauses pauses = new Pauses();
    private final FakeSignals signals = new FakeSignals();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SharedBreakers breakers = worker();

    private SharedBreakers worker() {
        return new SharedBreakers(pauses, signals, meters, nanos::get);
    }

    /** Ten seconds each, and how often in a row. */
    private static final class Pauses implements ModelPauses {

        private final Map<String, Pause> all = new ConcurrentHashMap<>();

        @Override
        public Pause begin(String bucket) {
            return all.merge(
                    bucket,
                    new Pause(bucket, 1, Duration.ofSeconds(10)),
                    (old, now) -> new Pause(bucket, old.trips() + 1, now.left()));
        }

        @Override
        public void end(String bucket) {
            all.remove(bucket);
        }

        @Override
        public List<Pause> all() {
            return List.copyOf(all.values());
        }

        int trips() {
            return all.values().stream().mapToInt(Pause::trips).sum();
        }
    }

    private Permit permit(long project) {
        pass(Duration.ofNanos(1));
        return new Permit(
                nanos.get(),
                1,
                new ProjectId(project),
                new KeyId(1),
                Given.BUCKET,
                1,
                1,
                nanos.get(),
                Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private void ended(CallOutcome outcome, long... projects) {
        for (long project : projects) {
            var permit = permit(project);
            pass(Duration.ofMillis(5));
            breakers.ended(permit, outcome);
        }
    }

    private boolean isOpen() {
        return breakers.pause(Given.BUCKET).isPresent();
    }

    @Test
    void aModelThatFailsOnSeveralProjectsPauses() {
        ended(OVERLOADED, 1, 2);
        assertThat(isOpen()).isFalse();
        ended(OVERLOADED, 1);
        assertThat(breakers.pause(Given.BUCKET)).contains(Duration.ofSeconds(10));
        assertThat(breakers.pause("another")).isEmpty();
    }

    @Test
    void oneProjectsFailuresAreCountedFurther() {
        ended(OVERLOADED, 1, 1, 1, 1);
        assertThat(isOpen()).isFalse();
        ended(OVERLOADED, 1);
        assertThat(isOpen()).isTrue();
    }

    @Test
    void anAnswerInBetweenSaysThatTheModelIsWell() {
        ended(OVERLOADED, 1, 2);
        ended(ANSWER, 1);
        ended(OVERLOADED, 1, 2);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void failuresThatLieApartAreChance() {
        ended(OVERLOADED, 1, 2);
        pass(Duration.ofMinutes(1));
        ended(OVERLOADED, 1, 2);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void otherTroubleIsNotTheModels() {
        ended(BROKEN, 1, 2, 3, 4, 5, 6);
        assertThat(isOpen()).isFalse();
    }

    @Test
    void afterThePauseOneCallTriesAndTheNextWaitsForIt() {
        ended(OVERLOADED, 1, 2, 3);
        pass(Duration.ofSeconds(10));
        assertThat(breakers.pause(Given.BUCKET)).contains(Duration.ZERO);
        breakers.tried(Given.BUCKET);
        assertThat(breakers.pause(Given.BUCKET)).contains(Duration.ofSeconds(5));
    }

    @Test
    void aTrialThatSucceedsEndsThePauseForAll() {
        ended(OVERLOADED, 1, 2, 3);
        var other = worker();
        other.read();
        assertThat(other.pause(Given.BUCKET)).isPresent();
        pass(Duration.ofSeconds(10));
        breakers.tried(Given.BUCKET);
        ended(ANSWER, 1);
        assertThat(isOpen()).isFalse();
        other.read();
        assertThat(other.pause(Given.BUCKET)).isEmpty();
    }

    @Test
    void aTrialThatFailsPausesAnew() {
        ended(OVERLOADED, 1, 2, 3);
        pass(Duration.ofSeconds(10));
        breakers.tried(Given.BUCKET);
        ended(OVERLOADED, 1);
        assertThat(pauses.trips()).isEqualTo(2);
        assertThat(breakers.pause(Given.BUCKET)).contains(Duration.ofSeconds(10));
    }

    @Test
    void callsThatLeftBeforeThePauseChangeNothing() {
        var early = permit(1);
        ended(OVERLOADED, 1, 2, 3);
        breakers.ended(early, ANSWER);
        assertThat(isOpen()).isTrue();
        breakers.ended(early, OVERLOADED);
        assertThat(pauses.trips()).isEqualTo(1);
    }

    @Test
    void theOperatorSees() {
        ended(OVERLOADED, 1, 2, 3);
        assertThat(meters.get("ssalmuk.models.paused").gauge().value()).isEqualTo(1);
        assertThat(meters.get("ssalmuk.model.pauses").counter().count()).isEqualTo(1);
    }
}
