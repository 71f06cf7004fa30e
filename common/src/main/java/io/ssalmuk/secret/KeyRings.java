package io.ssalmuk.secret;

import java.security.GeneralSecurityException;
import java.util.Optional;

/** Makes the cluster's key ring once, and gives out its halves. */
public final class KeyRings {

    private final KeyRingStore store;

    public KeyRings(KeyRingStore store) {
        this.store = store;
    }

    /** Empty until the first worker has made the ring. */
    public Optional<KeySealer> sealer() {
        return store.find().map(KeyRings::sealerOf);
    }

    private static KeySealer sealerOf(StoredKeyRing ring) {
        try {
            return KeyRing.sealer(ring);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored key ring cannot be read", e);
        }
    }

    /** Both halves; the ring is made when there is none. */
    public Opened open(MasterKey master) {
        try {
            var ring = store.find().orElseGet(() -> make(master));
            return new Opened(KeyRing.sealer(ring), KeyRing.opener(ring, master));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "SSALMUK_MASTER_KEY does not open the stored key ring: it is not the key that"
                            + " the ring was made with",
                    e);
        }
    }

    private StoredKeyRing make(MasterKey master) {
        try {
            return store.findOrStore(KeyRing.make(master));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key ring could not be made", e);
        }
    }

    /** Both halves of the ring. */
    public record Opened(KeySealer sealer, KeyOpener opener) {}
}
