package io.podbridge.core.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was probably meant. */
public final class Similar {

    private Similar() {}

    /** The word with the fewest edits, whatever its case; empty if even that one has little in common. */
    public static Optional<String> closest(String typed, Collection<String> words) {
        var lower = typed.toLowerCase(Locale.ROOT);
        return words.stream()
                .filter(word -> distance(lower, word) <= allowed(lower, word))
                .min(Comparator.<String>comparingInt(word -> distance(lower, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    private static int allowed(String typed, String word) {
        int length = Math.min(typed.length(), word.length());
        return length <= 3 ? 1 : Math.max(2, length / 3);
    }

    /** Levenshtein's distance, with two neighbours swapped as one edit (optimal string alignment). */
    static int distance(String from, String to) {
        var edits = new int[from.length() + 1][to.length() + 1];
        for (int row = 0; row <= from.length(); row++) {
            for (int column = 0; column <= to.length(); column++) {
                edits[row][column] = edits(edits, from, to, row, column);
            }
        }
        return edits[from.length()][to.length()];
    }

    private static int edits(int[][] edits, String from, String to, int row, int column) {
        if (row == 0 || column == 0) {
            return row + column;
        }
        boolean same = from.charAt(row - 1) == to.charAt(column - 1);
        int least = Math.min(
                edits[row - 1][column - 1] + (same ? 0 : 1),
                1 + Math.min(edits[row - 1][column], edits[row][column - 1]));
        boolean swapped = row > 1
                && column > 1
                && from.charAt(row - 1) == to.charAt(column - 2)
                && from.charAt(row - 2) == to.charAt(column - 1);
        return swapped ? Math.min(least, 1 + edits[row - 2][column - 2]) : least;
    }
}
