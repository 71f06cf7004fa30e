package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Parameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which page of a list.
 *
 * @param after the last id of the page before, and what else its place consists of
 */
record PageQuery(Place after, int limit) {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final Pattern PLACE = Pattern.compile("(\\d{1,18}) (.{0,200})");

    static PageQuery read(Parameters parameters, String... filters) {
        var known = new ArrayList<>(List.of(filters));
        known.addAll(List.of("limit", "cursor"));
        parameters.allowOnly(known);
        var limit = parameters.read("limit", PageQuery::limit, "a whole number from 1 to " + MOST);
        var after =
                parameters.read(
                        "cursor", Place::read, "the next_cursor of an answer before, unchanged");
        return new PageQuery(
                after == null ? new Place(0, "") : after, limit == null ? DEFAULT_LIMIT : limit);
    }

    private static @Nullable Integer limit(String text) {
        // Up to four digits, so that it is a number of any type.
        boolean fits = text.matches("\\d{1,4}") && Integer.parseInt(text) >= 1;
        return fits && Integer.parseInt(text) <= MOST ? Integer.valueOf(text) : null;
    }

    /** A place in a list, as a text that nobody needs to understand. */
    record Place(long id, String name) {

        String cursor() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((id + " " + name).getBytes(StandardCharsets.UTF_8));
        }

        /** None for what was not written here. */
        static @Nullable Place read(String cursor) {
            try {
                var bytes = Base64.getUrlDecoder().decode(cursor);
                var parts = PLACE.matcher(new String(bytes, StandardCharsets.UTF_8));
                return parts.matches() && parts.group(2).indexOf('\0') < 0
                        ? new Place(Long.parseLong(parts.group(1)), parts.group(2))
                        : null;
            } catch (IllegalArgumentException _) {
                return null;
            }
        }
    }
}
