package io.podbridge.core.pod;

/**
 * Compares versions of an object. Kubernetes 1.35 (KEP-5504) defines them as decimal numbers of any length; before, all
 * that is defined is whether two are equal, and one that is no number is taken for newer unless it is the same.
 */
public final class ResourceVersion {
    private ResourceVersion() {}

    /** Whether one is surely older than the other. */
    public static boolean older(String one, String other) {
        return numeric(one) && numeric(other) && compare(one, other) < 0;
    }

    private static int compare(String one, String other) {
        return one.length() == other.length() ? one.compareTo(other) : Integer.compare(one.length(), other.length());
    }

    private static boolean numeric(String version) {
        return !version.isEmpty()
                && version.charAt(0) != '0'
                && version.chars().allMatch(character -> character >= '0' && character <= '9');
    }
}
