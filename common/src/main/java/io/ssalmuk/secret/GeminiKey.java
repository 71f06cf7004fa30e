package io.ssalmuk.secret;

import java.util.regex.Pattern;

/** A Gemini key in clear. It prints as a row of stars; {@link #reveal} is for the call alone. */
public final class GeminiKey {

    private static final String REDACTED = "<redacted>";

    /** Of both kinds that Google makes, and what it says to be one, whatever it looks like. */
    private static final Pattern LOOKS_LIKE_A_KEY =
            Pattern.compile(
                    "AIza[\\w-]{16,}|\\bAQ\\.[\\w-]{16,}|(?<=\\bapi_key:)(?!<)[^\\s\"'\\\\,}]+");

    private final String value;

    public GeminiKey(String value) {
        this.value = value;
    }

    /** The key itself; called where the request is made, and nowhere else. */
    public String reveal() {
        return value;
    }

    /**
     * The text without this key, should it be in there: Google's 403 bodies echo it. Nor with
     * another that looks like one, or with a part of one: an answer may tell of whatever it likes.
     */
    public String redactFrom(String text) {
        return LOOKS_LIKE_A_KEY.matcher(text.replace(value, REDACTED)).replaceAll(REDACTED);
    }

    @Override
    public String toString() {
        return "***";
    }
}
