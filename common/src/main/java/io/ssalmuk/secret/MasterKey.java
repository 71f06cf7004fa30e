package io.ssalmuk.secret;

/** The secret that opens the key ring's private half; only workers have it. */
public final class MasterKey {

    /** Below this many characters a text can hardly hold 128 bits of entropy. */
    private static final int SHORTEST = 24;

    private final String value;

    public MasterKey(String value) {
        if (value.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "SSALMUK_MASTER_KEY must have at least "
                            + SHORTEST
                            + " characters; make one with: openssl rand -base64 32");
        }
        this.value = value;
    }

    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
