package io.podbridge.devcluster.verbs;

import java.util.concurrent.ThreadLocalRandom;

/** Makes names out of {@code generateName}, as {@code k8s.io/apiserver/pkg/storage/names} does. */
final class Names {
    /** Without vowels and what looks like them, so that no words come out. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    private static final int SUFFIX = 5;
    private static final int MAX = 63;

    private Names() {}

    static String generate(String base) {
        StringBuilder name = new StringBuilder(base.substring(0, Math.min(base.length(), MAX - SUFFIX)));
        for (int i = 0; i < SUFFIX; i++) {
            name.append(ALPHABET.charAt(ThreadLocalRandom.current().nextInt(ALPHABET.length())));
        }
        return name.toString();
    }
}
