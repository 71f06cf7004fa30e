package io.ssalmuk.api.logs;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.job.JobState;
import io.ssalmuk.job.UsageLog.Filter;
import io.ssalmuk.job.UsageLog.Mark;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which part of the log is asked for. */
record LogQuery(Filter filter, @Nullable Mark before, int limit) {

    private static final List<String> KNOWN =
            List.of("client", "type", "model", "status", "from", "to", "limit", "cursor");

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;

    /** What PostgreSQL can tell apart, and more than any log spans. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private static final String MOMENT = "a moment such as 2026-11-24T00:00:00Z";

    static LogQuery read(Parameters parameters) {
        parameters.allowOnly(KNOWN);
        var limit = parameters.read("limit", LogQuery::limit, "a whole number from 1 to " + MOST);
        return new LogQuery(
                filter(parameters),
                parameters.read(
                        "cursor", Cursors::read, "the next_cursor of an answer before, unchanged"),
                limit == null ? DEFAULT_LIMIT : limit);
    }

    private static Filter filter(Parameters parameters) {
        return new Filter(
                parameters.read(
                        "client", LogQuery::client, "a client's id; GET /admin/keys lists them"),
                parameters.read("type", LogQuery::method, "one of " + methods()),
                parameters.read("model", LogQuery::model, "the name of a model"),
                parameters.read("status", LogQuery::ended, "one of " + ends()),
                parameters.read("from", LogQuery::moment, MOMENT),
                parameters.read("to", LogQuery::moment, MOMENT));
    }

    private static @Nullable Integer limit(String text) {
        // Up to four digits, so that it is a number of any type.
        boolean fits = text.matches("\\d{1,4}") && Integer.parseInt(text) >= 1;
        return fits && Integer.parseInt(text) <= MOST ? Integer.valueOf(text) : null;
    }

    private static @Nullable ClientId client(String text) {
        try {
            return text.length() == 36 ? new ClientId(UUID.fromString(text)) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static @Nullable JobMethod method(String text) {
        return Arrays.stream(JobMethod.values())
                .filter(method -> method.text().equals(text))
                .findFirst()
                .orElse(null);
    }

    private static String methods() {
        return Arrays.stream(JobMethod.values())
                .map(JobMethod::text)
                .collect(Collectors.joining(", "));
    }

    /** PostgreSQL refuses the one character that no model's name has. */
    private static @Nullable String model(String text) {
        var name = text.startsWith("models/") ? text.substring("models/".length()) : text;
        return name.isBlank() || name.indexOf('\0') >= 0 ? null : name;
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

    private static @Nullable Instant moment(String text) {
        try {
            var moment = Instant.parse(text);
            return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : moment;
        } catch (DateTimeException _) {
            return null;
        }
    }
}
