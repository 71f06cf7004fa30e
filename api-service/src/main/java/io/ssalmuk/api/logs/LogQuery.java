package io.ssalmuk.api.logs;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.api.body.Readings;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.UsageLog.Filter;
import io.ssalmuk.job.UsageLog.Mark;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which part of the log is asked for. */
record LogQuery(Filter filter, @Nullable Mark before, int limit) {

    private static final List<String> KNOWN =
            List.of("client", "type", "model", "status", "from", "to", "limit", "cursor");

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;

    static LogQuery read(Parameters parameters) {
        parameters.allowOnly(KNOWN);
        var limit = parameters.read("limit", Readings.upTo(MOST), Readings.numbersUpTo(MOST));
        return new LogQuery(
                filter(parameters),
                parameters.read(
                        "cursor", Cursors::read, "the next_cursor of an answer before, unchanged"),
                limit == null ? DEFAULT_LIMIT : limit);
    }

    private static Filter filter(Parameters parameters) {
        return new Filter(
                parameters.read(
                        "client", Readings::client, "a client's id; GET /admin/keys lists them"),
                parameters.read("type", Readings::method, Readings.METHODS),
                parameters.read("model", Readings::model, "the name of a model"),
                parameters.read("status", LogQuery::ended, "one of " + ends()),
                parameters.read("from", Readings::moment, Readings.MOMENTS),
                parameters.read("to", Readings::moment, Readings.MOMENTS));
    }

    private static @Nullable JobState ended(String text) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.ended() && state.text().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static String ends() {
        return Arrays.stream(JobState.values())
                .filter(JobState::ended)
                .map(JobState::text)
                .collect(Collectors.joining(", "));
    }
}
