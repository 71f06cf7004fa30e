package io.ssalmuk.api.backlog;

import io.ssalmuk.api.memo.Memo;
import io.ssalmuk.cluster.Boots;
import io.ssalmuk.job.Admissions;
import io.ssalmuk.job.RunningJobs;
import io.ssalmuk.pool.ModelPauses;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
final class QueueStatusController {

    /** Anybody may ask, so that it is looked at once a second at the most. */
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    /** As long as a worker may be silent before its jobs go to others. */
    private static final Duration SILENT = Duration.ofSeconds(10);

    private final Memo<Boolean, QueueStatus> status;

    QueueStatusController(
            Admissions admissions,
            RunningJobs running,
            Boots boots,
            ModelPauses pauses,
            InstantSource clock) {
        var backlog = new CountedBacklog(admissions, System::nanoTime);
        this.status =
                new Memo<>(
                        _ ->
                                QueueStatus.of(
                                        backlog.get(),
                                        running.perLine(),
                                        boots.alive(SILENT),
                                        pauses.all()),
                        REMEMBERED,
                        clock);
    }

    @GetMapping(path = "/queue-status", produces = MediaType.APPLICATION_JSON_VALUE)
    QueueStatus status() {
        return status.get(true);
    }
}
