package io.ssalmuk.secret;

import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the cluster's key ring once, and gives out its halves. */
public final class KeyRings {

    private static final Logger log = LoggerFactory.getLogger(KeyRings.class);

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

    /** As {@link #sealer}, for what webhooks are signed with. */
    public Optional<SigningSealer> signingSealer() {
        return store.find().map(KeyRings::signingSealerOf);
    }

    private static SigningSealer signingSealerOf(StoredKeyRing ring) {
        try {
            return KeyRing.signingSealer(ring);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored key ring cannot be read", e);
        }
    }

    /** As the opener of {@link #open}, for what webhooks are signed with. */
    public SigningOpener signingOpener(List<MasterKey> masters) {
        try {
            var ring = store.find().orElseGet(() -> make(masters.getFirst()));
            return KeyRing.signingOpener(ring, opening(ring, masters));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored key ring cannot be read", e);
        }
    }

    /** Both halves; the ring is made when there is none. */
    public Opened open(MasterKey master) {
        return open(List.of(master));
    }

    /**
     * Both halves; the ring is made under the first master key when there is none, and put under
     * the first when another one opens it.
     */
    public Opened open(List<MasterKey> masters) {
        try {
            var ring = store.find().orElseGet(() -> make(masters.getFirst()));
            var master = opening(ring, masters);
            if (!KeyRing.opens(ring, masters.getFirst())) {
                move(ring, master, masters.getFirst());
            }
            return new Opened(KeyRing.sealer(ring), KeyRing.opener(ring, master));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the stored key ring cannot be read", e);
        }
    }

    private static MasterKey opening(StoredKeyRing ring, List<MasterKey> masters) {
        return masters.stream()
                .filter(master -> KeyRing.opens(ring, master))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalStateException(
                                "SSALMUK_MASTER_KEY does not open the stored key ring: it is not"
                                        + " the key that the ring was made with. To change it, name"
                                        + " the new one and, behind a comma, the old one."));
    }

    /** Whoever was first in it has done the same, or named another key: then that one counts. */
    private void move(StoredKeyRing ring, MasterKey from, MasterKey to)
            throws GeneralSecurityException {
        if (store.replace(ring, KeyRing.moved(ring, from, to))) {
            log.info(
                    "The key ring is under the new SSALMUK_MASTER_KEY now; when all workers have"
                            + " it, the old one is not needed any more");
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
