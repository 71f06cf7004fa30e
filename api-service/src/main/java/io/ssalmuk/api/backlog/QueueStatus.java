package io.ssalmuk.api.backlog;

import io.ssalmuk.job.Admissions.Backlog;
import io.ssalmuk.job.Line;
import io.ssalmuk.pool.ModelPauses.Pause;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits and what runs.
 *
 * @param backlog jobs that are neither running nor ended
 * @param inFlight jobs in workers' hands
 * @param paused models that the upstream has no capacity for
 */
record QueueStatus(
        long backlog, long inFlight, int activeWorkers, List<Queue> queues, List<Paused> paused) {

    private static final Comparator<Queue> BY_NAME =
            Comparator.comparing(Queue::bucket).thenComparing(Queue::lane);

    /**
     * One line of jobs.
     *
     * @param waiting not admitted to the broker's queue yet
     * @param admitted in the broker's queue, or about to be
     * @param parked until quota is there, or until another attempt is due
     */
    record Queue(
            String bucket, String lane, long waiting, long admitted, long parked, long inFlight) {}

    /**
     * A model whose calls pause.
     *
     * @param forMs until a call is tried; zero while calls are tried now and then
     */
    record Paused(String bucket, int trips, long forMs) {}

    static QueueStatus of(
            Collection<Backlog> backlogs,
            Map<Line, Long> running,
            int workers,
            Collection<Pause> pauses) {
        var queues = new ArrayList<Queue>();
        var others = new HashMap<>(running);
        for (var line : backlogs) {
            var inFlight = others.remove(line.line());
            queues.add(queue(line, inFlight == null ? 0 : inFlight));
        }
        others.forEach((line, jobs) -> queues.add(queue(new Backlog(line, 0, 0, 0), jobs)));
        queues.sort(BY_NAME);
        return new QueueStatus(
                queues.stream().mapToLong(q -> q.waiting() + q.admitted() + q.parked()).sum(),
                queues.stream().mapToLong(Queue::inFlight).sum(),
                workers,
                queues,
                pauses.stream().map(QueueStatus::paused).toList());
    }

    private static Paused paused(Pause pause) {
        return new Paused(pause.bucket(), pause.trips(), pause.left().toMillis());
    }

    private static Queue queue(Backlog backlog, long inFlight) {
        var line = backlog.line();
        return new Queue(
                line.bucket(),
                line.lane().text(),
                backlog.waiting(),
                backlog.ticketed(),
                backlog.parked(),
                inFlight);
    }
}
