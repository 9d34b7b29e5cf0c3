package io.podbridge.devcluster.structure;

/** What a strategic merge patch does with a field that is there already. */
public sealed interface Merging {

    /** Objects are merged, lists are replaced. */
    record Usual() implements Merging {}

    /** Objects are replaced, too. */
    record Replace() implements Merging {}

    /** Elements of a list with the same value of {@code key} are merged. */
    record ByKey(String key) implements Merging {}

    /** Values that the list has not are added. */
    record Union() implements Merging {}
}
