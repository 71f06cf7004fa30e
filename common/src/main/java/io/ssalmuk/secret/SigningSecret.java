package io.ssalmuk.secret;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a client's webhooks are signed with, in the form of Standard Webhooks. It prints as a row of
 * stars.
 */
public final class SigningSecret {

    private static final String PREFIX = "whsec_";

    private static final String ALGORITHM = "HmacSHA256";

    /** Standard Webhooks asks for 24 to 64. */
    private static final int BYTES = 32;

    private final byte[] key;

    private SigningSecret(byte[] key) {
        this.key = key;
    }

    public static SigningSecret make(SecureRandom random) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new SigningSecret(bytes);
    }

    static SigningSecret of(byte[] key) {
        return new SigningSecret(key.clone());
    }

    byte[] bytes() {
        return key.clone();
    }

    /** The secret as its owner gets it; shown once, to whoever made it. */
    public String reveal() {
        return PREFIX + Base64.getEncoder().encodeToString(key);
    }

    /** HMAC-SHA256 of the content, in base64. */
    public String sign(byte[] content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return Base64.getEncoder().encodeToString(mac.doFinal(content));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
