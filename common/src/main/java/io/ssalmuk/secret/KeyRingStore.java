package io.ssalmuk.secret;

import java.util.Optional;

/** Where the one key ring of a cluster is kept. */
public interface KeyRingStore {
    Optional<StoredKeyRing> find();

    /** Stores the ring unless another process was first; answers the one that is stored. */
    StoredKeyRing findOrStore(StoredKeyRing ring);

    /** Puts the ring in the other's place, if that is still the one that is stored. */
    boolean replace(StoredKeyRing old, StoredKeyRing ring);
}
