package io.ssalmuk.worker.pool;

import io.ssalmuk.quota.PooledKey;
import io.ssalmuk.secret.GeminiKey;
import io.ssalmuk.secret.KeySealer;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads {@code GOOGLE_API_KEYS}. */
final class EnvironmentKeys {

    /** What a header can carry: quotation marks and blanks get in by pasting. */
    private static final Pattern KEY = Pattern.compile("[!-~]+");

    private EnvironmentKeys() {}

    static List<PooledKey> parse(String setting, KeySealer sealer) {
        return Arrays.stream(setting.split(",", -1))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> pooled(entry, sealer))
                .toList();
    }

    private static PooledKey pooled(String entry, KeySealer sealer) {
        int colon = entry.indexOf(':');
        var key = entry.substring(colon + 1).strip();
        var project = colon < 0 ? "" : entry.substring(0, colon).strip();
        if (!KEY.matcher(key).matches() || (colon >= 0 && project.isEmpty())) {
            // Without the entry itself: it may hold a key.
            throw new IllegalArgumentException(
                    "GOOGLE_API_KEYS: each entry is a key, or project:key, separated by commas");
        }
        var sealed = sealer.seal(new GeminiKey(key));
        // A name that stays the same when keys are added or reordered.
        return new PooledKey(
                project.isEmpty() ? sealed.name().replace("key-", "project-") : project, sealed);
    }
}
