package io.ssalmuk.worker.pool;

import io.ssalmuk.quota.KeyId;
import io.ssalmuk.secret.GeminiKey;
import java.util.Optional;

/** Gives out a key for one call. */
public interface KeyLocker {

    /** Empty when the key left the pool since its permit was leased. */
    Optional<GeminiKey> key(KeyId id);

    /** The upstream refused the key: nobody uses it until somebody looks at it. */
    void quarantine(KeyId id, String reason);
}
