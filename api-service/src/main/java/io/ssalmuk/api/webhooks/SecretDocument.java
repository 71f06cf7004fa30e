package io.ssalmuk.api.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A secret that was just made; it is not shown again.
 *
 * @param previousValidUntil until when events are signed with the one before as well
 */
record SecretDocument(
        String secret,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant previousValidUntil) {

    @Override
    public String toString() {
        return "***";
    }
}
