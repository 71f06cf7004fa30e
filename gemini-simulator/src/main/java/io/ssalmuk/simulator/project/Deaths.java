package io.ssalmuk.simulator.project;

import io.ssalmuk.simulator.refusal.Refusal;
import java.util.Optional;

/** Which refusal a key in a given state gets. */
final class Deaths {
    Optional<Refusal> of(ApiKey key, KeyState state, String rpc) {
        return switch (state) {
            case ACTIVE -> Optional.empty();
            case INVALID -> Optional.of(KeyRefusals.invalid());
            case EXPIRED -> Optional.of(KeyRefusals.expired());
            case LEAKED -> Optional.of(KeyRefusals.leaked());
            case SUSPENDED -> Optional.of(KeyRefusals.suspended(key));
            case SERVICE_DISABLED -> Optional.of(KeyRefusals.serviceDisabled(key.project()));
            case SERVICE_BLOCKED -> Optional.of(KeyRefusals.serviceBlocked(key.project(), rpc));
            case PROJECT_DENIED -> Optional.of(KeyRefusals.projectDenied());
            case TOKEN_TYPE_UNSUPPORTED -> Optional.of(KeyRefusals.tokenTypeUnsupported(rpc));
        };
    }
}
