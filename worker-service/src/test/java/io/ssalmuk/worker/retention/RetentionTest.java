package io.ssalmuk.worker.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ssalmuk.job.JobRetention;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final LocalDate FIRST = LocalDate.of(2026, 3, 1);
    private static final Duration KEEP = Duration.ofDays(7);

    private final List<String> said = new ArrayList<>();
    private final List<Integer> strays = new ArrayList<>(List.of(1_000, 3));
    private final List<JobRetention.Dropping> droppings = new ArrayList<>();

    private final class Days implements JobRetention {

        @Override
        public List<LocalDate> daysBefore(Duration keep) {
            said.add("days before " + keep);
            return List.of(FIRST, FIRST.plusDays(1));
        }

        @Override
        public Dropping drop(LocalDate day, Duration keep) {
            said.add("drop " + day);
            return droppings.removeFirst();
        }

        @Override
        public int deleteStrays(Duration keep) {
            return strays.isEmpty() ? 0 : strays.removeFirst();
        }
    }

    private boolean round(JobRetention.Dropping... answers) {
        droppings.addAll(List.of(answers));
        var properties = new RetentionProperties(KEEP);
        return new Retention(new Days(), this::unused, properties).round();
    }

    private int unused(Duration unused) {
        said.add("files unused for " + unused);
        return 0;
    }

    @Test
    void everythingThatWasKeptForLongEnoughGoes() {
        assertThat(round(JobRetention.Dropping.DROPPED, JobRetention.Dropping.LATE)).isFalse();
        assertThat(said)
                .containsExactly(
                        "files unused for PT168H",
                        "days before PT168H",
                        "drop 2026-03-01",
                        "drop 2026-03-02");
        assertThat(strays).isEmpty();
    }

    @Test
    void aBusyDayIsTriedAgainSoonAndTheOthersAreNotKeptForIt() {
        assertThat(round(JobRetention.Dropping.BUSY, JobRetention.Dropping.DROPPED)).isTrue();
        assertThat(said).contains("drop 2026-03-02");
    }

    @Test
    void aTimeThatIsTooShortIsRefusedByItsName() {
        assertThat(new RetentionProperties(Duration.ZERO).forEver()).isTrue();
        assertThatThrownBy(() -> new RetentionProperties(Duration.ofMinutes(5)))
                .hasMessageContaining("SSALMUK_RETENTION");
    }
}
