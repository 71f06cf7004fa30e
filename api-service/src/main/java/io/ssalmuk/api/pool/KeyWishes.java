package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.pool.GeminiKeys.NewKey;
import io.ssalmuk.quota.Tier;
import io.ssalmuk.secret.KeySealer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gemini keys to be added.
 *
 * @param keys each once
 * @param tier of the projects that are made for them, if it says so
 */
record KeyWishes(List<NewKey> keys, Optional<Tier> tier) {

    /** More than anybody has projects, few enough for one statement. */
    private static final int MOST = 10_000;

    /** What a header can carry: quotation marks and blanks get in by pasting. */
    private static final Pattern KEY = Pattern.compile("[!-~]{1,512}");

    static KeyWishes read(Field body, KeySealer sealer) {
        body.allowOnly(List.of("keys", "project", "tier"));
        var keys = body.at("keys");
        if (!keys.value().isArray() || keys.value().isEmpty() || keys.value().size() > MOST) {
            throw keys.refuse("must be a list of 1 to " + MOST + " keys");
        }
        var project = Wishes.name(body.at("project"));
        var all = new ArrayList<NewKey>();
        var places = new HashMap<Object, String>();
        for (var key : keys.elements()) {
            all.add(once(key, key(key, project.orElse(null), sealer), places));
        }
        return new KeyWishes(all, Wishes.tier(body.at("tier")));
    }

    /** A key that stands twice would say two things of one key. */
    private static NewKey once(Field field, NewKey key, Map<Object, String> places) {
        var before = places.putIfAbsent(key.key(), field.path());
        if (before != null) {
            throw field.refuse("is the same key as " + before);
        }
        return key;
    }

    private static NewKey key(Field field, @Nullable String project, KeySealer sealer) {
        if (field.value().isString()) {
            return key(field, Optional.empty(), Optional.ofNullable(project), sealer);
        }
        if (!field.value().isObject()) {
            throw field.refuse("must be a key, or an object with a key");
        }
        field.allowOnly(List.of("key", "name", "project"));
        return key(
                field.at("key"),
                Wishes.name(field.at("name")),
                Wishes.name(field.at("project")).or(() -> Optional.ofNullable(project)),
                sealer);
    }

    private static NewKey key(
            Field key, Optional<String> name, Optional<String> project, KeySealer sealer) {
        var text = key.text().strip();
        if (!KEY.matcher(text).matches()) {
            throw key.refuse("has characters that no key has");
        }
        var sealed = sealer.seal(text);
        return new NewKey(
                // As for keys of the environment: a name that stays the same.
                project.orElse(sealed.name().replace("key-", "project-")),
                name.orElse(sealed.name()),
                sealed);
    }
}
