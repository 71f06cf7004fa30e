package io.ssalmuk.simulator.files;

import io.ssalmuk.simulator.project.Project;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;

/** A file on its way. Only its size and digest are kept, so that large files cost no memory. */
final class Upload {
    private final Project owner;
    private final StoredFile.Offer offer;
    private final MessageDigest digest = sha256();
    private final AtomicLong received = new AtomicLong();

    Upload(Project owner, StoredFile.Offer offer) {
        this.owner = owner;
        this.offer = offer;
    }

    Project owner() {
        return owner;
    }

    StoredFile.Offer offer() {
        return offer;
    }

    long received() {
        return received.get();
    }

    /** Takes the bytes if they continue where the last ones ended. */
    synchronized boolean append(long offset, byte[] bytes) {
        if (offset != received.get()) {
            return false;
        }
        digest.update(bytes);
        received.addAndGet(bytes.length);
        return true;
    }

    /** Ends the upload; to be called once. */
    synchronized String digest() {
        return Base64.getEncoder().encodeToString(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
