package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.body.Parameters;
import io.ssalmuk.webhook.DeliveryId;
import io.ssalmuk.webhook.DeliveryRecord.Status;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which deliveries to an endpoint.
 *
 * @param before the last of the page before
 */
record DeliveryQuery(@Nullable Status status, @Nullable DeliveryId before, int most) {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 1_000;

    static DeliveryQuery read(Parameters parameters) {
        parameters.allowOnly(List.of("status", "cursor", "limit"));
        var most =
                parameters.read(
                        "limit", DeliveryQuery::size, "a whole number from 1 to " + LARGEST_PAGE);
        return new DeliveryQuery(
                parameters.read("status", DeliveryQuery::status, "pending, delivered or failed"),
                parameters.read(
                        "cursor",
                        text -> DeliveryId.parse(text).orElse(null),
                        "the next_cursor of an answer before, unchanged"),
                most == null ? USUAL_PAGE : most);
    }

    private static @Nullable Status status(String text) {
        return Arrays.stream(Status.values())
                .filter(status -> status.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Integer size(String text) {
        // Up to four digits, so that it is a number of any type.
        int size = text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
        return size >= 1 && size <= LARGEST_PAGE ? Integer.valueOf(size) : null;
    }
}
