package io.ssalmuk.simulator.answer;

import java.util.Locale;

/** The kinds of input, each with what one part of it costs; text is counted by its length. */
enum Modality {
    TEXT(0),
    IMAGE(258),
    AUDIO(320),
    VIDEO(2_580),
    DOCUMENT(258);

    private final long tokensPerPart;

    Modality(long tokensPerPart) {
        this.tokensPerPart = tokensPerPart;
    }

    long tokensPerPart() {
        return tokensPerPart;
    }

    static Modality ofMimeType(String mimeType) {
        String kind = mimeType.toLowerCase(Locale.ROOT);
        if (kind.startsWith("audio/")) {
            return AUDIO;
        }
        if (kind.startsWith("video/")) {
            return VIDEO;
        }
        return kind.startsWith("image/") ? IMAGE : DOCUMENT;
    }
}
