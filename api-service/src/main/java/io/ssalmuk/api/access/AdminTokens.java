package io.ssalmuk.api.access;

import io.ssalmuk.client.ClientSecret;
import io.ssalmuk.client.KeyHash;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The tokens that open the admin API, each with the name under which its holder is audited. */
final class AdminTokens {

    /** Of a token that was given without a name. */
    private static final String UNNAMED = "admin";

    private static final Pattern NAMED = Pattern.compile("([A-Za-z0-9._-]{1,64}):(.+)");

    private final Map<String, KeyHash> tokens;

    private AdminTokens(Map<String, KeyHash> tokens) {
        this.tokens = tokens;
    }

    /**
     * Reads the setting.
     *
     * @param setting one token, or {@code name:token,name:token}; empty for none
     */
    static AdminTokens of(String setting) {
        var tokens = new LinkedHashMap<String, KeyHash>();
        if (!setting.isBlank() && !setting.contains(":")) {
            tokens.put(UNNAMED, hash(setting));
        } else if (!setting.isBlank()) {
            List.of(setting.split(",", -1)).forEach(entry -> add(tokens, entry.strip()));
        }
        return new AdminTokens(tokens);
    }

    private static void add(Map<String, KeyHash> tokens, String entry) {
        var named = NAMED.matcher(entry);
        // The value is not quoted: a message is printed, and may be kept.
        if (!named.matches()) {
            throw new IllegalArgumentException(
                    "SSALMUK_ADMIN_TOKEN must be one token without a colon, or name:token,"
                            + "name2:token2 with names of letters, digits, '.', '_' and '-'");
        }
        if (tokens.putIfAbsent(named.group(1), hash(named.group(2))) != null) {
            throw new IllegalArgumentException(
                    "SSALMUK_ADMIN_TOKEN names " + named.group(1) + " twice");
        }
    }

    /** Of equal length whatever the token's. */
    private static KeyHash hash(String token) {
        return new ClientSecret(token.strip()).hash();
    }

    boolean isEmpty() {
        return tokens.isEmpty();
    }

    /** Whose token this is. It takes as long for a wrong one: all are compared, each to its end. */
    Optional<String> holder(String token) {
        var given = hash(token).bytes();
        var holder = Optional.<String>empty();
        for (var known : tokens.entrySet()) {
            if (MessageDigest.isEqual(known.getValue().bytes(), given)) {
                holder = Optional.of(known.getKey());
            }
        }
        return holder;
    }
}
