package io.ssalmuk.api.body;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** What is wrong with a text that is not JSON, in words that do not speak of our parser. */
final class JsonFault {

    private static final Pattern DUPLICATE =
            Pattern.compile("Duplicate [^\"']*[\"']([^\"']*)[\"'].*");
    private static final Pattern CHARACTER = Pattern.compile("Unexpected character \\('(.)'.*");

    private JsonFault() {}

    static String sentence(JacksonException e) {
        var message = e.getOriginalMessage().lines().findFirst().orElse("");
        var duplicate = DUPLICATE.matcher(message);
        if (duplicate.matches()) {
            return "the name " + Field.brief(duplicate.group(1)) + " stands twice in one object.";
        }
        var character = CHARACTER.matcher(message);
        if (character.lookingAt()) {
            return "'" + character.group(1) + "' is not expected there.";
        }
        return switch (e) {
            case StreamConstraintsException _ ->
                    "it is nested too deep, has too many values, or a name or number in it is"
                            + " too long.";
            case UnexpectedEndOfInputException _ -> "it ends too early.";
            default -> "it cannot be read there.";
        };
    }
}
