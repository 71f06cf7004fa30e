package io.ssalmuk.api.backlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.ssalmuk.api.backlog.QueueStatus.Paused;
import io.ssalmuk.api.backlog.QueueStatus.Queue;
import io.ssalmuk.job.Admissions.Backlog;
import io.ssalmuk.job.Lane;
import io.ssalmuk.job.Line;
import io.ssalmuk.pool.ModelPauses.Pause;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class QueueStatusTest {

    private static final Line PRO = new Line("pro", Lane.BULK);
    private static final Line FLASH = new Line("flash", Lane.BULK);
    private static final Line FLASH_NOW = new Line("flash", Lane.INTERACTIVE);

    @Test
    void whatWaitsAndWhatRunsIsToldByLineAndInAll() {
        var status =
                QueueStatus.of(
                        List.of(new Backlog(PRO, 1, 2, 3), new Backlog(FLASH, 10, 20, 30)),
                        Map.of(FLASH_NOW, 4L, PRO, 5L),
                        2,
                        List.of(new Pause("pro", 3, Duration.ofMillis(1_500))));

        assertThat(status)
                .isEqualTo(
                        new QueueStatus(
                                66,
                                9,
                                2,
                                List.of(
                                        new Queue("flash", "bulk", 10, 20, 30, 0),
                                        new Queue("flash", "interactive", 0, 0, 0, 4),
                                        new Queue("pro", "bulk", 1, 2, 3, 5)),
                                List.of(new Paused("pro", 3, 1_500))));
    }

    @Test
    void nothingIsNothing() {
        assertThat(QueueStatus.of(List.of(), Map.of(), 0, List.of()))
                .isEqualTo(new QueueStatus(0, 0, 0, List.of(), List.of()));
    }
}
