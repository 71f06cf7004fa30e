package io.ssalmuk.simulator.answer;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into nearly equal pieces without breaking a character in two. */
final class TextPieces {
    private TextPieces() {}

    /** At least one piece, even of nothing; no more pieces than there are characters. */
    static List<String> of(String text, int most) {
        int[] characters = text.codePoints().toArray();
        int count = Math.clamp(characters.length, 1, most);
        var pieces = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            int from = (int) ((long) characters.length * i / count);
            int to = (int) ((long) characters.length * (i + 1) / count);
            pieces.add(new String(characters, from, to - from));
        }
        return pieces;
    }
}
