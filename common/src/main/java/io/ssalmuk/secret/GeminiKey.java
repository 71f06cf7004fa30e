package io.ssalmuk.secret;

/** A Gemini key in clear. It prints as a row of stars; {@link #reveal} is for the call alone. */
public final class GeminiKey {

    private final String value;

    public GeminiKey(String value) {
        this.value = value;
    }

    /** The key itself; called where the request is made, and nowhere else. */
    public String reveal() {
        return value;
    }

    /** The text without this key, should it be in there: Google's 403 bodies echo it. */
    public String redactFrom(String text) {
        return text.replace(value, "<redacted>");
    }

    @Override
    public String toString() {
        return "***";
    }
}
