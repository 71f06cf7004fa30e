package io.ssalmuk.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.pool.CallTally.Count;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all {@link CallTally tallies} do. */
public interface CallTallyContract {

    Duration AN_HOUR = Duration.ofHours(1);

    CallTally tally();

    /** Moves the tally's clock on. */
    void pass(Duration time);

    private List<String> since(Duration ago) {
        return tally().since(ago).stream()
                .map(sum ->
                        sum.bucket()
                                + " "
                                + sum.outcome()
                                + " "
                                + sum.calls()
                                + " in "
                                + sum.minutes())
                .toList();
    }

    private void add(String bucket, String outcome, long calls) {
        tally().add(List.of(new Count(bucket, outcome, calls)));
    }

    @Test
    default void withoutCallsThereIsNothing() {
        assertThat(tally().since(AN_HOUR)).isEmpty();
    }

    @Test
    default void callsOfAMinuteAreAddedUp() {
        add("b", "served", 7);
        add("b", "served", 3);
        add("b", "minute", 1);
        add("a", "served", 1);
        assertThat(since(AN_HOUR))
                .containsExactly("a served 1 in 1", "b minute 1 in 1", "b served 10 in 1");
    }

    @Test
    default void theMinutesAreThoseThatHadAnyCall() {
        add("b", "served", 1);
        pass(Duration.ofMinutes(5));
        add("b", "minute", 1);
        assertThat(since(AN_HOUR)).containsExactly("b minute 1 in 2", "b served 1 in 2");
    }

    @Test
    default void whatIsOlderIsLeftOutAndForgottenWhenAskedTo() {
        add("b", "served", 1);
        pass(Duration.ofHours(2));
        add("b", "served", 2);
        assertThat(since(AN_HOUR)).containsExactly("b served 2 in 1");
        assertThat(since(Duration.ofHours(3))).containsExactly("b served 3 in 2");
        tally().forget(AN_HOUR);
        assertThat(since(Duration.ofHours(3))).containsExactly("b served 2 in 1");
    }
}
