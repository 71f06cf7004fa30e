package io.ssalmuk.worker.pool;

import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.secret.KeyRings;
import io.ssalmuk.secret.SealedKey;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A key ring that only turns keys around. */
final class Rings {

    private Rings() {}

    static KeyRings.Opened turning() {
        return new KeyRings.Opened(Rings::seal, Rings::open);
    }

    static SealedKey seal(GeminiKey key) {
        return new SealedKey(digest(key.reveal()), turned(key.reveal()).getBytes(utf8()));
    }

    private static GeminiKey open(SealedKey sealed) {
        return new GeminiKey(turned(new String(sealed.ciphertext(), utf8())));
    }

    private static String turned(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(utf8()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Charset utf8() {
        return StandardCharsets.UTF_8;
    }
}
