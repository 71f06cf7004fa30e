package io.ssalmuk.worker.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.job.CallFacts;
import io.ssalmuk.job.TokenUsage;
import io.ssalmuk.worker.fixture.Given;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallWatchTest {

    private static CallWatch watch(Long... nanos) {
        var times = List.of(nanos).iterator();
        return new CallWatch(Given.permit(1), times::next);
    }

    @Test
    void aCallIsTimedFromItsFirstByteToItsEnd() {
        var watch = watch(1_000L, 51_000L);
        watch.leaves();
        assertThat(watch.over())
                .isEqualTo(
                        new CallFacts(
                                Given.permit(1).project(),
                                new CallFacts.Timing(1_000, Duration.ofNanos(50_000)),
                                TokenUsage.NONE));
    }

    @Test
    void aCallThatNeverLeftHasAProjectAndNoTime() {
        var facts = watch(1_000L).over();
        assertThat(facts.project()).isEqualTo(Given.permit(1).project());
        assertThat(facts.timing()).isNull();
    }
}
