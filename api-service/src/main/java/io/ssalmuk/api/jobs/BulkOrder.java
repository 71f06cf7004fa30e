package io.ssalmuk.api.jobs;

import io.ssalmuk.api.body.Field;
import io.ssalmuk.api.body.Readings;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator's request for many jobs has in common with the others.
 *
 * @param root the whole of it
 * @param limit how many jobs, at the most
 * @param dryRun only to count them
 */
record BulkOrder(Field root, int limit, boolean dryRun) {

    private static final int DEFAULT_LIMIT = 1_000;
    private static final int MOST = 10_000;

    static BulkOrder read(Field root) {
        return new BulkOrder(root, limit(root.at("limit")), flag(root.at("dry_run")));
    }

    private static int limit(Field field) {
        if (field.absent()) {
            return DEFAULT_LIMIT;
        }
        var value = field.value();
        boolean fits = value.isIntegralNumber() && value.canConvertToInt();
        if (!fits || value.intValue() < 1 || value.intValue() > MOST) {
            throw field.refuse("must be " + Readings.numbersUpTo(MOST));
        }
        return value.intValue();
    }

    private static boolean flag(Field field) {
        if (field.absent()) {
            return false;
        }
        if (!field.value().isBoolean()) {
            throw field.refuse("must be true or false");
        }
        return field.value().booleanValue();
    }

    /** A text that is to be read; empty when it is not given. */
    <T> Optional<T> read(String name, Function<String, @Nullable T> reading, String rule) {
        var field = root.at(name);
        if (field.absent()) {
            return Optional.empty();
        }
        var value = field.value().isString() ? reading.apply(field.value().stringValue()) : null;
        if (value == null) {
            throw field.refuse("must be " + rule);
        }
        return Optional.of(value);
    }
}
