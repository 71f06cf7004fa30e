package io.ssalmuk.worker.warden;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.ssalmuk.job.Body;
import io.ssalmuk.pool.CallTally.Count;
import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.PoolLessons.Identity;
import io.ssalmuk.queue.Signal;
import io.ssalmuk.quota.KeyId;
import io.ssalmuk.quota.Permit;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.worker.fixture.FakeBreakers;
import io.ssalmuk.worker.fixture.FakeLedger;
import io.ssalmuk.worker.fixture.FakeSignals;
import io.ssalmuk.worker.fixture.Given;
import io.ssalmuk.worker.gemini.CallOutcome.Answered;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Late;
import io.ssalmuk.worker.gemini.CallOutcome.Span;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.Lesson;
import io.ssalmuk.worker.gemini.Lesson.Limit;
import io.ssalmuk.worker.pool.KeyLocker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LearningWardenTest {

    private static final Duration PAUSE = Duration.ofSeconds(16);

    private final FakeLedger ledger = new FakeLedger();
    private final RecordedLessons lessons = new RecordedLessons();
    private final FakeSignals signals = new FakeSignals();
    private final List<String> quarantined = new ArrayList<>();
    private final RecordedTally tally = new RecordedTally();
    private final CallCounts counts = new CallCounts(new SimpleMeterRegistry(), tally);
    private final PoolWarden warden =
            new LearningWarden(
                    ledger,
                    locker(),
                    lessons,
                    new LearningWarden.CallWatchers(counts, FakeBreakers.CLOSED),
                    signals);

    private KeyLocker locker() {
        return new KeyLocker() {
            @Override
            public Optional<GeminiKey> key(KeyId id) {
                return Optional.empty();
            }

            @Override
            public void quarantine(KeyId id, String reason) {
                quarantined.add(reason);
            }
        };
    }

    private static Permit permit() {
        return permit("gemini-2.5-flash");
    }

    private static Permit permit(String bucket) {
        return Given.permit(1, bucket);
    }

    private static Lesson limits(Limit... limits) {
        return new Lesson(List.of(limits), Optional.empty(), Optional.empty(), false);
    }

    private static Lesson counted(String bucket) {
        return new Lesson(
                List.of(new Limit(Dimension.RPM, 5)), Optional.of(bucket), Optional.empty(), false);
    }

    private void throttled(Span span, Lesson lesson) {
        throttled(permit(), span, lesson);
    }

    private void throttled(Permit permit, Span span, Lesson lesson) {
        warden.throttled(Given.claim("{}"), permit, new Throttled(span, PAUSE, "why", lesson));
    }

    @Test
    void aCorrectedLimitIsToldToAllAndLowersNothingMore() {
        throttled(Span.PAUSE, limits(new Limit(Dimension.RPM, 5)));
        assertThat(lessons.taught()).containsExactly("learn RPM 5", "note");
        assertThat(signals.sent()).containsExactly(new Signal.CapacityChanged());
    }

    @Test
    void aRefusalAtAKnownLimitLowersTheWorkingLimit() {
        lessons.knowing();
        throttled(Span.PAUSE, limits(new Limit(Dimension.RPM, 15)));
        assertThat(lessons.taught()).containsExactly("learn RPM 15", "lower RPM");
        assertThat(signals.sent()).isEmpty();
    }

    @Test
    void onlyLimitsOfAMinuteLowerTheWorkingLimit() {
        lessons.knowing();
        throttled(Span.DAY, limits(new Limit(Dimension.RPD, 20)));
        throttled(Span.PAUSE, limits(new Limit(Dimension.TPM, 250_000)));
        throttled(Span.PAUSE, Lesson.NONE);
        assertThat(lessons.taught())
                .containsExactly("learn RPD 20", "note", "learn TPM 250000", "lower TPM", "note");
    }

    @Test
    void refusalsThatSayNothingRestForLongerUntilACallIsLetThrough() {
        throttled(Span.GROWING, Lesson.NONE);
        warden.ended(permit(), new Answered(new Body(new byte[0])));
        warden.ended(permit(), new Answered(new Body(new byte[0])));
        assertThat(lessons.taught())
                .containsExactly("rest longer, at least PT16S", "note", "let through");
    }

    @Test
    void whatMayNotBeUsedAndWhoMayCallNothingAreToldApart() {
        throttled(Span.UNSUPPORTED, Lesson.NONE);
        throttled(Span.PROJECT, Lesson.NONE);
        assertThat(lessons.taught())
                .containsExactly("unsupported PT16S why", "note", "stop PT16S why", "note");
    }

    @Test
    void aModelThatIsCountedAsAnotherTeachesTheNameAndNotTheLimit() {
        throttled(Span.PAUSE, counted("gemini-3-flash"));
        assertThat(lessons.taught())
                .containsExactly("alias gemini-3-flash instead of gemini-2.5-flash", "note");
    }

    @Test
    void aModelOfAnotherFamilyTeachesNothing() {
        throttled(Span.PAUSE, counted("gemma-4"));
        assertThat(lessons.taught()).containsExactly("lower RPM");
    }

    @Test
    void countingTokensTeachesNothingOfItsOneBucket() {
        throttled(permit("count-tokens"), Span.PAUSE, counted("gemini-2.5-flash"));
        assertThat(lessons.taught()).hasSize(1);
    }

    @Test
    void aDatabaseThatIsAwayTeachesNothingAndBreaksNothing() {
        lessons.away();
        throttled(Span.PAUSE, limits(new Limit(Dimension.RPM, 5)));
        assertThat(lessons.taught()).isEmpty();
    }

    @Test
    void aBadKeyIsQuarantinedAlone() {
        warden.keyFault(permit(), new KeyFault("API_KEY_INVALID"));
        assertThat(quarantined).containsExactly("API_KEY_INVALID");
        assertThat(lessons.taught()).isEmpty();
    }

    @Test
    void aBadProjectIsQuarantinedWholeAndMayTurnOutToBeAnother() {
        lessons.turnsOut(new Identity.Merged("one", "two"));
        var lesson = new Lesson(List.of(), Optional.empty(), Optional.of("4711"), true);
        warden.keyFault(permit(), new KeyFault("CONSUMER_SUSPENDED", lesson));
        assertThat(quarantined).containsExactly("CONSUMER_SUSPENDED");
        assertThat(lessons.taught())
                .containsExactly("quarantine CONSUMER_SUSPENDED", "identify 4711");
        assertThat(signals.sent()).hasSize(2);
    }

    @Test
    void callsAreCountedInMemoryAndWrittenDownOnce() {
        var throttled = new Throttled(Span.PAUSE, PAUSE, "minute");
        warden.ended(permit(), throttled);
        warden.ended(permit(), throttled);
        warden.ended(permit(), new Late());
        counts.flush();
        counts.flush();
        assertThat(tally.added()).containsExactly(new Count("gemini-2.5-flash", "minute", 2));
    }

    @Test
    void countsThatCannotBeWrittenAreKept() {
        warden.ended(permit(), new KeyFault("x"));
        tally.failOnce();
        try {
            counts.flush();
        } catch (IllegalStateException _) {
            counts.flush();
        }
        assertThat(tally.added()).containsExactly(new Count("gemini-2.5-flash", "key", 1));
    }
}
