package io.ssalmuk.api.generate;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two spellings of a name: Python's and JSON's. */
final class Names {

    private static final Pattern NEXT_WORD = Pattern.compile("(?<=.)_(.)");

    private Names() {}

    /** {@code mime_type} as {@code mimeType}. */
    static String camelCase(String name) {
        return NEXT_WORD
                .matcher(name)
                .replaceAll(
                        word -> Matcher.quoteReplacement(word.group(1).toUpperCase(Locale.ROOT)));
    }
}
