package io.ssalmuk.worker.gemini;

import io.ssalmuk.job.JobError;
import io.ssalmuk.job.JobMethod;
import io.ssalmuk.worker.gemini.CallOutcome.KeyFault;
import io.ssalmuk.worker.gemini.CallOutcome.Refused;
import io.ssalmuk.worker.gemini.CallOutcome.Span;
import io.ssalmuk.worker.gemini.CallOutcome.Throttled;
import io.ssalmuk.worker.gemini.CallOutcome.Trouble;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Decides from Google's error body who is at fault: the request, the key, the quota or the model.
 */
final class ErrorClassifier {

    private static final int TOO_MANY_REQUESTS = 429;

    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)s");

    /** A minute limit without a hint is over after a whole window. */
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    /** No rate limit but want of money: nothing changes within minutes. */
    private static final Duration AN_HOUR = Duration.ofHours(1);

    /** What a project may not do at all, it will not be allowed within hours. */
    private static final Duration A_DAY = Duration.ofDays(1);

    /** A request that these answer is at fault itself, whether Google says so or a proxy. */
    private static final Set<Integer> REFUSALS =
            Set.of(400, 404, 405, 411, 413, 414, 415, 416, 422);

    private ErrorClassifier() {}

    static CallOutcome classify(RawError raw, JobMethod method) {
        var outcome = classify(raw);
        return switch (method) {
            case GENERATE_CONTENT, STREAM_GENERATE_CONTENT, BATCH_EMBED_CONTENTS -> outcome;
            case COUNT_TOKENS -> ofManyModels(raw, outcome);
        };
    }

    /**
     * All models count in one bucket: what one of them lacks must not stop the others for a day.
     */
    private static CallOutcome ofManyModels(RawError raw, CallOutcome outcome) {
        return outcome instanceof Throttled throttled
                ? switch (throttled.span()) {
                    case PAUSE, GROWING, PROJECT -> throttled;
                    case DAY -> ofManyModels(raw, throttled, longer(throttled.pause(), A_MINUTE));
                    case UNSUPPORTED -> ofManyModels(raw, throttled, A_MINUTE);
                }
                : outcome;
    }

    private static CallOutcome ofManyModels(RawError raw, Throttled throttled, Duration pause) {
        return raw.status() == TOO_MANY_REQUESTS
                ? new Throttled(Span.PAUSE, pause, throttled.reason())
                : new Refused(refusal(raw, GoogleError.parse(raw.body())));
    }

    static CallOutcome classify(RawError raw) {
        var error = GoogleError.parse(raw.body());
        if (raw.status() == TOO_MANY_REQUESTS) {
            return throttled(error);
        }
        if (KeyBlame.falls(raw.status(), error)) {
            var reason = error.reason().isEmpty() ? message(raw, error) : error.reason();
            return new KeyFault(reason, LessonReader.read(error));
        }
        if (raw.status() == 404 && error.message().contains("to new users")) {
            return new Throttled(Span.UNSUPPORTED, A_DAY, "not-for-this-project");
        }
        var jobError = refusal(raw, error);
        return isRefusal(raw.status(), error)
                ? new Refused(jobError)
                : new Trouble(jobError, true); // Nobody is to blame, or nobody knows who.
    }

    private static JobError refusal(RawError raw, GoogleError error) {
        return new JobError(code(raw, error), raw.status(), message(raw, error));
    }

    private static boolean isRefusal(int status, GoogleError error) {
        return REFUSALS.contains(status)
                // Files and caches belong to one project; a client named another's, or none.
                || (status == 403
                        && (error.message().contains("permission to access the")
                                || error.message().contains("(or permission denied)")));
    }

    private static Throttled throttled(GoogleError error) {
        if (error.message().contains("prepayment credits")) {
            return throttled(error, Span.PROJECT, AN_HOUR, "prepay");
        }
        if (error.message().contains("spending cap")) {
            return throttled(error, Span.PROJECT, AN_HOUR, "spending-cap");
        }
        if (error.message().contains("free quota tier")
                || error.violations().stream().anyMatch(ErrorClassifier::isZero)) {
            return throttled(error, Span.UNSUPPORTED, A_DAY, "limit-0");
        }
        var hint = pause(error.retryDelay());
        // By the quota's name and never by the delay: a day's hint has been seconds for years.
        if (error.violations().stream().anyMatch(v -> v.quotaId().contains("PerDay"))) {
            return throttled(error, Span.DAY, hint, "day");
        }
        return error.violations().isEmpty()
                ? throttled(error, Span.GROWING, hint, "bare-429")
                : throttled(error, Span.PAUSE, hint.isZero() ? A_MINUTE : hint, "minute");
    }

    /** Google leaves the value out where it is none. */
    private static boolean isZero(GoogleError.Violation violation) {
        return violation.value().isEmpty() || violation.value().equals("0");
    }

    private static Throttled throttled(
            GoogleError error, Span span, Duration pause, String reason) {
        return new Throttled(span, pause, reason, LessonReader.read(error));
    }

    /** Rounded up to the next second, for the hint is rounded down. */
    private static Duration pause(String retryDelay) {
        var match = SECONDS.matcher(retryDelay);
        return match.matches()
                ? Duration.ofSeconds(
                        new BigDecimal(match.group(1))
                                        .setScale(0, RoundingMode.DOWN)
                                        .longValueExact()
                                + 1)
                : Duration.ZERO;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static String code(RawError raw, GoogleError error) {
        return error.status().isEmpty() ? "HTTP_" + raw.status() : error.status();
    }

    private static String message(RawError raw, GoogleError error) {
        return error.message().isEmpty()
                ? "Gemini answered HTTP " + raw.status() + " without an explanation"
                : error.message();
    }
}
