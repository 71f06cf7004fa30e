package io.ssalmuk.worker.gemini;

import io.ssalmuk.pool.Dimension;
import io.ssalmuk.worker.gemini.GoogleError.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what an error body tells of the pool; of nonsense it reads nothing. */
final class LessonReader {

    private static final Pattern CONSUMER = Pattern.compile("projects/(\\d{1,20})");

    /** Digits only: anything else is no limit that could be counted by. */
    private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

    /** As all of Google's models are called, so far; it becomes the name of a queue. */
    private static final Pattern MODEL = Pattern.compile("[a-z][a-z0-9]*([.-][a-z0-9]+){1,12}");

    private static final int LONGEST_MODEL = 80;

    /** Of ErrorInfo: what all keys of the project share. */
    private static final Set<String> PROJECT_REASONS =
            Set.of(
                    "CONSUMER_SUSPENDED",
                    "CONSUMER_INVALID",
                    "SERVICE_DISABLED",
                    "BILLING_DISABLED",
                    "SERVICE_NOT_AVAILABLE");

    private LessonReader() {}

    static Lesson read(GoogleError error) {
        return new Lesson(
                error.violations().stream().flatMap(v -> limit(v).stream()).toList(),
                bucket(error.violations()),
                project(error),
                PROJECT_REASONS.contains(error.reason())
                        || error.message().contains("project has been denied access"));
    }

    private static Optional<String> project(GoogleError error) {
        var consumer = CONSUMER.matcher(error.consumer());
        return consumer.matches() ? Optional.of(consumer.group(1)) : Optional.empty();
    }

    private static Optional<Lesson.Limit> limit(Violation violation) {
        return NUMBER.matcher(violation.value()).matches()
                ? dimension(violation)
                        .map(d -> new Lesson.Limit(d, Long.parseLong(violation.value())))
                        .filter(limit -> limit.value() > 0)
                        .filter(limit -> limit.dimension().allows(limit.value()))
                : Optional.empty();
    }

    private static Optional<Dimension> dimension(Violation violation) {
        boolean tokens =
                (violation.quotaId() + violation.metric())
                        .toLowerCase(Locale.ROOT)
                        .contains("token");
        if (violation.quotaId().contains("PerMinute")) {
            return Optional.of(tokens ? Dimension.TPM : Dimension.RPM);
        }
        return violation.quotaId().contains("PerDay") && !tokens
                ? Optional.of(Dimension.RPD)
                : Optional.empty();
    }

    /** Only if all violations agree on it. */
    private static Optional<String> bucket(List<Violation> violations) {
        var models = violations.stream().map(Violation::model).distinct().toList();
        return models.size() == 1 && isModel(models.getFirst())
                ? Optional.of(models.getFirst())
                : Optional.empty();
    }

    private static boolean isModel(String name) {
        return name.length() <= LONGEST_MODEL && MODEL.matcher(name).matches();
    }
}
