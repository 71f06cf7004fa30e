package io.ssalmuk.api.jobs;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.Readings;
import io.ssalmuk.api.cancel.Cancellations;
import io.ssalmuk.job.JobCancels;
import io.ssalmuk.job.JobId;
import java.util.List;
import org.springframework.stereotype.Component;

/** Cancels many jobs: those that wait by statements, the others one by one. */
@Component
final class BulkCancels {

    private static final List<String> KNOWN =
            List.of("status", "client", "type", "model", "from", "to", "limit", "dry_run");

    private static final int AT_ONCE = 500;

    private final JobCancels cancels;
    private final Cancellations cancellations;

    BulkCancels(JobCancels cancels, Cancellations cancellations) {
        this.cancels = cancels;
        this.cancellations = cancellations;
    }

    /** Which places are meant. */
    private enum Which {
        QUEUED,
        PROCESSING,
        BOTH;

        boolean queued() {
            return this != PROCESSING;
        }

        boolean running() {
            return this != QUEUED;
        }
    }

    BulkCancelled cancel(Field root) {
        root.allowOnly(KNOWN);
        var order = BulkOrder.read(root);
        var which = which(root.at("status"));
        var filter = filter(order);
        return order.dryRun()
                ? counted(filter, which, order.limit())
                : cancelled(filter, which, order.limit());
    }

    private BulkCancelled counted(JobCancels.Filter filter, Which which, int limit) {
        int queued = which.queued() ? cancels.countQueued(filter, limit + 1) : 0;
        int running = which.running() ? cancels.running(filter, limit + 1).size() : 0;
        int found = queued + running;
        return new BulkCancelled(Math.min(found, limit), 0, 0, found > limit, true);
    }

    /** What waits first: none of it is claimed while the others are asked to stop. */
    private BulkCancelled cancelled(JobCancels.Filter filter, Which which, int limit) {
        int queued = which.queued() ? cancelQueued(filter, limit) : 0;
        var running =
                which.running() ? cancels.running(filter, limit - queued + 1) : List.<JobId>of();
        var stopping = running.stream().limit(limit - queued).toList();
        stopping.forEach(cancellations::cancel);
        boolean more =
                running.size() > stopping.size()
                        || (which.queued() && cancels.countQueued(filter, 1) > 0);
        return new BulkCancelled(queued + stopping.size(), queued, stopping.size(), more, false);
    }

    private int cancelQueued(JobCancels.Filter filter, int limit) {
        int cancelled = 0;
        while (cancelled < limit) {
            var some = cancels.cancelQueued(filter, Math.min(AT_ONCE, limit - cancelled));
            cancellations.told(some);
            cancelled += some.size();
            if (some.isEmpty()) {
                break;
            }
        }
        return cancelled;
    }

    private static Which which(Field field) {
        if (field.absent()) {
            return Which.BOTH;
        }
        return switch (field.value().isString() ? field.value().stringValue() : "") {
            case "queued" -> Which.QUEUED;
            case "processing" -> Which.PROCESSING;
            default -> throw field.refuse("must be queued or processing, or left out for both");
        };
    }

    private static JobCancels.Filter filter(BulkOrder order) {
        return new JobCancels.Filter(
                order.read("client", Readings::client, "a client's id"),
                order.read("type", Readings::method, Readings.METHODS),
                order.read("model", Readings::model, "the name of a model"),
                order.read("from", Readings::moment, Readings.MOMENTS),
                order.read("to", Readings::moment, Readings.MOMENTS));
    }
}
