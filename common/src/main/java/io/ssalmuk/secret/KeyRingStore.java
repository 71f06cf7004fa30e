package io.ssalmuk.secret;

import java.util.Optional;

/** Where the one key ring of a cluster is kept. */
public interface KeyRingStore {
    Optional<StoredKeyRing> find();

    /** Stores the ring unless another process was first; answers the one that is stored. */
    StoredKeyRing findOrStore(StoredKeyRing ring);
}
