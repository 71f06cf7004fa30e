package io.ssalmuk.api.jobs;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.Readings;
import io.ssalmuk.api.submit.Terms;
import io.ssalmuk.job.JobRetries;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.UsageLog.Mark;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Retries many jobs that ended badly, a few hundred per statement. */
@Component
final class BulkRetries {

    private static final List<String> KNOWN =
            List.of("status", "client", "type", "model", "error", "from", "to", "limit", "dry_run");

    private static final Set<JobState> RETRIED =
            EnumSet.of(JobState.FAILED, JobState.CANCELLED, JobState.EXPIRED);

    private static final int AT_ONCE = 500;

    private final JobRetries retries;
    private final Copies copies;

    BulkRetries(JobRetries retries, Copies copies) {
        this.retries = retries;
        this.copies = copies;
    }

    BulkRetried retry(Field root) {
        root.allowOnly(KNOWN);
        var order = BulkOrder.read(root);
        var filter = filter(order);
        var marks = found(filter, order.limit() + 1);
        boolean more = marks.size() > order.limit();
        var chosen = more ? marks.subList(0, order.limit()) : marks;
        return new BulkRetried(
                chosen.size(), order.dryRun() ? 0 : made(chosen), more, order.dryRun());
    }

    /** Ids only: bodies stay where they are. */
    private List<Mark> found(JobRetries.Filter filter, int most) {
        return retries.candidates(filter, null, most);
    }

    private int made(List<Mark> marks) {
        var order = copies.order(Terms.USUAL);
        int made = 0;
        for (int from = 0; from < marks.size(); from += AT_ONCE) {
            var some = marks.subList(from, Math.min(from + AT_ONCE, marks.size()));
            made += copies.makeAll(some.stream().map(Mark::job).toList(), order);
        }
        return made;
    }

    private static JobRetries.Filter filter(BulkOrder order) {
        return new JobRetries.Filter(
                states(order.root().at("status")),
                order.read("client", Readings::client, "a client's id"),
                order.read("type", Readings::method, Readings.METHODS),
                order.read("model", Readings::model, "the name of a model"),
                order.read("error", Readings::model, "the code of an error"),
                order.read("from", Readings::moment, Readings.MOMENTS),
                order.read("to", Readings::moment, Readings.MOMENTS));
    }

    /** One or several; without any, those that failed. */
    private static Set<JobState> states(Field field) {
        if (field.absent()) {
            return EnumSet.of(JobState.FAILED);
        }
        var named = field.value().isArray() ? field.elements() : List.of(field);
        if (named.isEmpty()) {
            throw field.refuse("must not be empty");
        }
        var states = new ArrayList<JobState>();
        named.forEach(each -> states.add(state(each)));
        return EnumSet.copyOf(states);
    }

    private static JobState state(Field field) {
        return RETRIED.stream()
                .filter(state -> field.value().isString())
                .filter(state -> state.text().equals(field.value().stringValue()))
                .findFirst()
                .orElseThrow(() -> field.refuse("must be one of failed, cancelled, expired"));
    }
}
