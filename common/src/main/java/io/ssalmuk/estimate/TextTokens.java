package io.ssalmuk.estimate;

/**
 * Tokens of text: Google says about four characters each, and that is of English. Other alphabets
 * need about two; of Chinese, Japanese, Korean, and of signs beyond the common plane each is taken
 * for one, which is rather more than they need.
 */
final class TextTokens {

    private static final int CHARACTERS = 4;

    private static final int FIRST_FOREIGN = 0x80;

    /** From here on: CJK radicals, kana, Hangul, ideographs, surrogates. */
    private static final int FIRST_CJK = 0x2E80;

    private TextTokens() {}

    static long of(char[] text, int offset, int length) {
        long quarters = 0;
        for (int n = offset; n < offset + length; n++) {
            quarters += text[n] < FIRST_FOREIGN ? 1 : text[n] < FIRST_CJK ? 2 : CHARACTERS;
        }
        return ofCharacters(quarters);
    }

    /** Of ordinary characters. */
    static long ofCharacters(long count) {
        return Math.ceilDiv(count, CHARACTERS);
    }

    /** Of text in UTF-8, in which foreign characters take more bytes as they take more tokens. */
    static long ofBytes(long count) {
        return ofCharacters(count);
    }
}
