package io.ssalmuk.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A client's key in clear. It prints as a row of stars; only its hash is ever stored. */
public final class ClientSecret {

    /** Recognisable, so that secret scanners and people can tell what leaked. */
    private static final String PREFIX = "sk-ssal-";

    /** 256 random bits: nobody guesses it, so a plain hash of it is safe to store. */
    private static final int BYTES = 32;

    /** How much of a key lists show: enough to tell two keys apart, 24 of 256 bits. */
    private static final int HINT = PREFIX.length() + 4;

    private final String value;

    public ClientSecret(String value) {
        this.value = value;
    }

    static ClientSecret make(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new ClientSecret(
                PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** The key itself; shown once, to whoever made it. */
    public String reveal() {
        return value;
    }

    public KeyHash hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return new KeyHash(digest.digest(value.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    String hint() {
        return value.substring(0, HINT);
    }

    @Override
    public String toString() {
        return "***";
    }
}
