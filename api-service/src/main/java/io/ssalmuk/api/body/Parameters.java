package io.ssalmuk.api.body;

import io.ssalmuk.api.problem.CloseNames;
import io.ssalmuk.api.problem.Refused;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What stands behind the question mark. */
public record Parameters(Map<String, String> values) {

    /** Refuses names that are none of these: a filter that is misspelt would filter nothing. */
    public void allowOnly(Collection<String> known) {
        for (var name : values.keySet()) {
            if (!known.contains(name)) {
                throw Refused.field(
                        Field.brief(name),
                        "%s is no parameter here%s"
                                .formatted(Field.brief(name), hint(CloseNames.hint(name, known))));
            }
        }
    }

    private static String hint(String hint) {
        return hint.isEmpty() ? "." : hint;
    }

    /** The value; none when it is not given. What the reading throws is refused with the rule. */
    public <T> @Nullable T read(String name, Function<String, @Nullable T> reading, String rule) {
        var text = values.get(name);
        if (text == null) {
            return null;
        }
        var value = reading.apply(text);
        if (value == null) {
            throw Refused.field(name, name + " must be " + rule + ".");
        }
        return value;
    }
}
