package io.ssalmuk.api.pool;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.pool.Dimension;
import io.ssalmuk.pool.OperatorWords.Said;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Reads the operator's word on limits. */
final class LimitWish {

    private static final String EVERY = "*";

    /** Letters, digits, dots and the like: it becomes the name of a queue. */
    private static final String MODEL = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    private LimitWish() {}

    /** The model, or {@code *}; without {@code models/}. */
    static String model(Field field) {
        var text = field.text().strip();
        var name = text.startsWith("models/") ? text.substring("models/".length()) : text;
        if (!name.equals(EVERY) && !name.matches(MODEL)) {
            throw field.refuse("must be the name of a model, or * for all");
        }
        return name;
    }

    static boolean isEvery(Field field) {
        return field.absent()
                || (field.value().isString() && field.value().stringValue().equals(EVERY));
    }

    static Map<Dimension, Said> said(Field body) {
        var said = new EnumMap<Dimension, Said>(Dimension.class);
        for (var dimension : Dimension.values()) {
            // Here a null says something; only what is not there does not.
            if (!body.at(dimension.text()).value().isMissingNode()) {
                said.put(dimension, said(dimension, body.at(dimension.text())));
            }
        }
        if (said.isEmpty()) {
            throw body.at("rpm").refuse("is missing: give at least one of rpm, tpm and rpd");
        }
        return said;
    }

    private static Said said(Dimension dimension, Field field) {
        var value = field.value();
        if (value.isNull()) {
            return new Said.TakenBack();
        }
        if (value.isString() && value.stringValue().equals("unlimited")) {
            return new Said.Unlimited();
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || !dimension.allows(value.longValue())) {
            throw field.refuse(
                    "must be a whole number from 0 to %d, \"unlimited\", or null to take it back"
                            .formatted(dimension.most()));
        }
        return new Said.AtMost(value.longValue());
    }

    static List<String> fields() {
        return List.of("model", "project", "rpm", "tpm", "rpd");
    }
}
