package io.ssalmuk.api.problem;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Which known names somebody may have meant. */
public final class CloseNames {

    /** More would be a list to read, not a hint. */
    private static final int MOST = 3;

    /** Beyond this no known name is close, and comparing would only cost time. */
    private static final int LONGEST = 100;

    private CloseNames() {}

    /** The closest first; empty when none is close. */
    public static List<String> to(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return List.of();
        }
        int tolerance = Math.max(2, word.length() / 4);
        return known.stream()
                .filter(name -> distance(word, name) <= tolerance || continues(name, word))
                .sorted(
                        Comparator.<String>comparingInt(name -> distance(word, name))
                                .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** A half-sentence to follow a refusal, or nothing. */
    public static String hint(String word, Collection<String> known) {
        var close = to(word, known);
        return close.isEmpty()
                ? ""
                : close.stream()
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(" or ", "; did you mean ", "?"));
    }

    private static boolean continues(String name, String word) {
        return word.length() >= 3 && name.startsWith(word);
    }

    /** Levenshtein's, by rows. */
    static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= one.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= other.length(); column++) {
                int change = one.charAt(line - 1) == other.charAt(column - 1) ? 0 : 1;
                int best = Math.min(diagonal + change, Math.min(row[column], row[column - 1]) + 1);
                diagonal = row[column];
                row[column] = best;
            }
        }
        return row[other.length()];
    }
}
