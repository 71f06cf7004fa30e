package io.ssalmuk.api.admin;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.client.ClientLimits;
import io.ssalmuk.client.ClientTerms;
import io.ssalmuk.client.Scope;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is said of a client: what is not mentioned stays, and a null takes back what was said.
 */
final class TermsReader {

    private static final List<String> NAMES =
            List.of("name", "owner", "expires_at", "scopes", "weight", "limits");

    private static final List<String> LIMITS =
            List.of("requests_per_minute", "concurrent_jobs", "jobs_per_day", "tokens_per_day");

    private static final int LONGEST_NAME = 200;

    private static final int HEAVIEST = 100;

    /** Past this, nobody can mean it, and PostgreSQL has no date. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private TermsReader() {}

    /** Refuses names that are neither of the terms nor this one. */
    static void allowOnly(Field body, String besides) {
        var known = new ArrayList<>(NAMES);
        known.add(besides);
        body.allowOnly(known);
    }

    static ClientTerms read(Field body, ClientTerms before, Instant now) {
        return new ClientTerms(
                said(body.at("name"), TermsReader::name, before.name(), before.name()),
                said(body.at("owner"), TermsReader::name, before.owner(), ""),
                maybe(body.at("expires_at"), end -> moment(end, now), before.expiresAt()),
                said(body.at("scopes"), TermsReader::scopes, before.scopes(), Scope.USUAL),
                said(body.at("weight"), TermsReader::weight, before.weight(), 1),
                said(
                        body.at("limits"),
                        limits -> limits(limits, before.limits()),
                        before.limits(),
                        ClientLimits.NONE));
    }

    private static <T> T said(Field field, Function<Field, T> reading, T before, T usual) {
        if (field.value().isMissingNode()) {
            return before;
        }
        return field.absent() ? usual : reading.apply(field);
    }

    private static <T> @Nullable T maybe(
            Field field, Function<Field, T> reading, @Nullable T before) {
        if (field.value().isMissingNode()) {
            return before;
        }
        return field.absent() ? null : reading.apply(field);
    }

    private static String name(Field name) {
        var text = name.text().strip();
        if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw name.refuse("must be a text of at most " + LONGEST_NAME + " characters");
        }
        return text;
    }

    private static Instant moment(Field end, Instant now) {
        var moment = parsed(end);
        if (!moment.isAfter(now) || moment.isAfter(LATEST)) {
            throw end.refuse("must be in the future; to shut the client out, set active to false");
        }
        return moment.truncatedTo(ChronoUnit.MILLIS);
    }

    private static Instant parsed(Field end) {
        try {
            return Instant.parse(end.text());
        } catch (DateTimeException _) {
            throw end.refuse("must be a moment such as 2027-01-31T00:00:00Z");
        }
    }

    private static Set<Scope> scopes(Field scopes) {
        if (!scopes.value().isArray()) {
            throw scopes.refuse("must be a list of scopes: generate, files, admin-read");
        }
        return scopes.elements().stream().map(TermsReader::scope).collect(Collectors.toSet());
    }

    private static Scope scope(Field scope) {
        return Scope.of(scope.text())
                .orElseThrow(() -> scope.refuse("must be generate, files or admin-read"));
    }

    private static int weight(Field weight) {
        return whole(weight, 1, HEAVIEST).intValue();
    }

    private static ClientLimits limits(Field limits, ClientLimits before) {
        if (!limits.value().isObject()) {
            throw limits.refuse("must be an object");
        }
        limits.allowOnly(LIMITS);
        return new ClientLimits(
                maybe(limits.at(LIMITS.get(0)), TermsReader::count, before.requestsPerMinute()),
                maybe(limits.at(LIMITS.get(1)), TermsReader::count, before.concurrentJobs()),
                maybe(limits.at(LIMITS.get(2)), TermsReader::count, before.jobsPerDay()),
                maybe(
                        limits.at(LIMITS.get(3)),
                        tokens -> whole(tokens, 1, 1_000_000_000_000_000L),
                        before.tokensPerDay()));
    }

    private static Integer count(Field count) {
        return whole(count, 1, 1_000_000_000).intValue();
    }

    static Long whole(Field number, long least, long most) {
        var value = number.value();
        boolean fits = value.isIntegralNumber() && value.canConvertToLong();
        if (!fits || value.longValue() < least || value.longValue() > most) {
            throw number.refuse("must be a whole number from %d to %d".formatted(least, most));
        }
        return value.longValue();
    }
}
