package io.ssalmuk.quota;

import io.ssalmuk.secret.SealedKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.IntStream;

/** Keys as they enter the pool; what they are sealed with does not matter to it. */
public final class PooledKeys {

    private PooledKeys() {}

    public static PooledKey key(String project, String key) {
        try {
            var clear = key.getBytes(StandardCharsets.UTF_8);
            var print = MessageDigest.getInstance("SHA-256").digest(clear);
            return new PooledKey(project, new SealedKey(print, clear));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** One key in each of so many projects. */
    public static List<PooledKey> projects(int count) {
        return IntStream.range(0, count).mapToObj(n -> key("project-" + n, "key-" + n)).toList();
    }
}
