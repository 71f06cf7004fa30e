package io.ssalmuk.api.webhooks;

import io.ssalmuk.api.problem.Refused;
import org.springframework.http.HttpStatus;

/** What is not there, or somebody else's. */
final class Unknown {

    private Unknown() {}

    static Refused endpoint() {
        return Refused.of(
                HttpStatus.NOT_FOUND,
                "There is no webhook endpoint of yours with this id; GET /api/webhooks lists them.");
    }

    static Refused delivery() {
        return Refused.of(
                HttpStatus.NOT_FOUND,
                "There is no delivery of yours with this id; GET /api/webhooks/{id}/deliveries lists"
                        + " them.");
    }
}
