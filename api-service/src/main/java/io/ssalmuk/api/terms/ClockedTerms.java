package io.ssalmuk.api.terms;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.submit.Terms;
import io.ssalmuk.job.JobTerms;
import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.stereotype.Component;

@Component
final class ClockedTerms implements TermsReader {

    private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

    private final int mostAttempts;
    private final Duration longestTtl;
    private final InstantSource clock;

    ClockedTerms(TermsProperties properties, InstantSource clock) {
        this.mostAttempts = properties.mostAttempts();
        this.longestTtl = properties.longestTtl();
        this.clock = clock;
    }

    @Override
    public Terms read(Field root, HttpServletRequest request) {
        var job = new JobTerms(deadline(root), KeyHeader.read(root, request));
        return new Terms(attempts(root.at("max_attempts")), job);
    }

    private OptionalInt attempts(Field field) {
        if (field.absent()) {
            return OptionalInt.empty();
        }
        var value = field.value();
        boolean fits = value.isIntegralNumber() && value.canConvertToInt();
        if (!fits || value.intValue() < 1 || value.intValue() > mostAttempts) {
            throw field.refuse("must be a whole number from 1 to " + mostAttempts);
        }
        return OptionalInt.of(value.intValue());
    }

    private Optional<Instant> deadline(Field root) {
        var moment = root.at("deadline");
        var ttl = root.at("ttl_seconds");
        if (!moment.absent() && !ttl.absent()) {
            throw ttl.refuse("says the same as deadline: leave out one of them");
        }
        if (!moment.absent()) {
            return Optional.of(moment(moment));
        }
        return ttl.absent() ? Optional.empty() : Optional.of(ahead(ttl));
    }

    private Instant moment(Field field) {
        var now = now();
        var moment = parse(field);
        if (!moment.isAfter(now)) {
            throw field.refuse("is in the past: here it is " + now);
        }
        if (moment.isAfter(now.plus(longestTtl))) {
            throw field.refuse("must not be more than %s ahead".formatted(span()));
        }
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant parse(Field field) {
        try {
            if (field.value().isString()) {
                return OffsetDateTime.parse(field.value().stringValue()).toInstant();
            }
        } catch (DateTimeException _) {
            // Refused below.
        }
        throw field.refuse("must be a moment with its offset, such as 2026-11-24T18:00:00Z");
    }

    private Instant ahead(Field field) {
        if (!field.value().isNumber()) {
            throw field.refuse("must be a number of seconds, such as 600");
        }
        var seconds = field.value().decimalValue();
        if (seconds.signum() <= 0) {
            throw field.refuse("must be more than 0");
        }
        if (seconds.compareTo(BigDecimal.valueOf(longestTtl.toSeconds())) > 0) {
            throw field.refuse("must not be more than %s".formatted(span()));
        }
        return now().plusMillis(Math.max(1, seconds.multiply(MILLIS).longValue()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private String span() {
        return longestTtl.toSeconds() + " seconds";
    }
}
