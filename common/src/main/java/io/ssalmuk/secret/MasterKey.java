package io.ssalmuk.secret;

import java.util.Arrays;
import java.util.List;

/** The secret that opens the key ring's private half; only workers have it. */
public final class MasterKey {

    /** Below this many characters a text can hardly hold 128 bits of entropy. */
    private static final int SHORTEST = 24;

    private final String value;

    public MasterKey(String value) {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "SSALMUK_MASTER_KEY, and each of several, must have at least "
                            + SHORTEST
                            + " characters; make one with: openssl rand -base64 32");
        }
        this.value = value;
    }

    /** Reads the setting: the key to be used, and behind commas those that were used before. */
    public static List<MasterKey> all(String setting) {
        return Arrays.stream(setting.split(",", -1))
                .map(String::strip)
                .map(MasterKey::new)
                .toList();
    }

    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
