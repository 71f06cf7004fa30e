package io.ssalmuk.api.body;

import io.ssalmuk.client.ClientId;
import io.ssalmuk.job.JobMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Texts by which jobs are filtered, as values; none for what is no such value. */
public final class Readings {

    public static final String MOMENTS = "a moment such as 2026-11-24T00:00:00Z";

    public static final String METHODS =
            Arrays.stream(JobMethod.values())
                    .map(JobMethod::text)
                    .collect(Collectors.joining(", ", "one of ", ""));

    /** What PostgreSQL can tell apart, and more than any log spans. */
    private static final Instant EARLIEST = Instant.EPOCH;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private Readings() {}

    public static String numbersUpTo(int most) {
        return "a whole number from 1 to " + most;
    }

    /** A number from 1. */
    public static Function<String, @Nullable Integer> upTo(int most) {
        return text -> {
            // Up to six digits, so that it is a number of any type.
            int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
            return number >= 1 && number <= most ? Integer.valueOf(number) : null;
        };
    }

    public static @Nullable ClientId client(String text) {
        try {
            return text.length() == 36 ? new ClientId(UUID.fromString(text)) : null;
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    public static @Nullable JobMethod method(String text) {
        return Arrays.stream(JobMethod.values())
                .filter(method -> method.text().equals(text))
                .findFirst()
                .orElse(null);
    }

    /** PostgreSQL refuses the one character that no model's name has. */
    public static @Nullable String model(String text) {
        var name = text.startsWith("models/") ? text.substring("models/".length()) : text;
        return name.isBlank() || name.indexOf('\0') >= 0 ? null : name;
    }

    public static @Nullable Instant moment(String text) {
        try {
            var moment = Instant.parse(text);
            return moment.isBefore(EARLIEST) || moment.isAfter(LATEST) ? null : moment;
        } catch (DateTimeException _) {
            return null;
        }
    }
}
