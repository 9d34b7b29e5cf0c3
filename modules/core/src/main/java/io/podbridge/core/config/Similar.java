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

    /** Two letters swapped are two edits, so two are allowed except in the shortest words. */
    private static int allowed(String typed, String word) {
        int length = Math.min(typed.length(), word.length());
        return length <= 3 ? 1 : Math.max(2, length / 3);
    }

    /** Levenshtein's distance: insertions, deletions and replacements of single characters. */
    static int distance(String from, String to) {
        var previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            var current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                var replaced = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
