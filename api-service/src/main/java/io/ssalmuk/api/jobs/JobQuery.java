package io.ssalmuk.api.jobs;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.body.Readings;
import io.ssalmuk.job.JobId;
import io.ssalmuk.job.JobList.Filter;
import io.ssalmuk.job.JobState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which of a client's jobs are asked for. */
record JobQuery(Filter filter, @Nullable JobId before, int limit) {

    private static final List<String> KNOWN =
            List.of("status", "type", "model", "from", "to", "limit", "cursor");

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;

    private static final String STATES =
            Arrays.stream(JobState.values())
                    .map(JobState::text)
                    .collect(Collectors.joining(", ", "one of ", ""));

    static JobQuery read(Parameters parameters) {
        parameters.allowOnly(KNOWN);
        var limit = parameters.read("limit", Readings.upTo(MOST), Readings.numbersUpTo(MOST));
        return new JobQuery(
                filter(parameters),
                parameters.read(
                        "cursor",
                        JobCursor::read,
                        "the next_cursor of an answer before, unchanged"),
                limit == null ? DEFAULT_LIMIT : limit);
    }

    private static Filter filter(Parameters parameters) {
        return new Filter(
                parameters.read("status", JobQuery::state, STATES),
                parameters.read("type", Readings::method, Readings.METHODS),
                parameters.read("model", Readings::model, "the name of a model"),
                parameters.read("from", Readings::moment, Readings.MOMENTS),
                parameters.read("to", Readings::moment, Readings.MOMENTS));
    }

    private static @Nullable JobState state(String text) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElse(null);
    }
}
