package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.problem.Refused;
import io.ssalmuk.quota.Tier;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Reads what requests of the administrator have in common. */
final class Wishes {

    private static final int LONGEST_NAME = 200;

    private Wishes() {}

    static Optional<String> name(Field name) {
        if (name.absent()) {
            return Optional.empty();
        }
        var text = name.text().strip();
        if (text.length() > LONGEST_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw name.refuse("must be a text of at most " + LONGEST_NAME + " characters");
        }
        return Optional.of(text);
    }

    static Optional<Boolean> flag(Field flag) {
        if (flag.absent()) {
            return Optional.empty();
        }
        if (!flag.value().isBoolean()) {
            throw flag.refuse("must be true or false");
        }
        return Optional.of(flag.value().booleanValue());
    }

    static Optional<Tier> tier(Field tier) {
        try {
            return tier.absent() ? Optional.empty() : Optional.of(Tier.of(tier.text()));
        } catch (IllegalArgumentException _) {
            throw tier.refuse("must be free, tier-1, tier-2 or tier-3");
        }
    }

    /** An id in a path; what cannot be one belongs to nothing. */
    static long id(String text, String what) {
        if (text.matches("[1-9]\\d{0,17}")) {
            return Long.parseLong(text);
        }
        throw unknown(what);
    }

    static Refused unknown(String what) {
        return Refused.of(HttpStatus.NOT_FOUND, "There is no " + what + " with this id.");
    }
}
