package io.ssalmuk.api.jobs;

import io.ssalmuk.api.body.JsonBody;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Many jobs at once, of all clients, for the administrator. */
@RestController
final class BulkController {

    private final BulkRetries retries;
    private final BulkCancels cancels;

    BulkController(BulkRetries retries, BulkCancels cancels) {
        this.retries = retries;
        this.cancels = cancels;
    }

    @PostMapping(
            path = "/admin/jobs/retry",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    BulkRetried retry(@RequestBody(required = false) byte @Nullable [] body) {
        return retries.retry(JsonBody.read(body));
    }

    @PostMapping(
            path = "/admin/jobs/cancel",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    BulkCancelled cancel(@RequestBody(required = false) byte @Nullable [] body) {
        return cancels.cancel(JsonBody.read(body));
    }
}
