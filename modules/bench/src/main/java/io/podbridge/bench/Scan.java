package io.podbridge.bench;

/**
 * Finds single strings in what the API server writes, without reading the rest: the generator shares the processors
 * with what it measures. Go writes compact JSON with the fields of a type always in the same order, so the first match
 * after a known place is the right one.
 */
final class Scan {

    private Scan() {}

    /**
     * The text from behind {@code key} to the next quote.
     *
     * @throws IllegalArgumentException when the key is not there
     */
    static String after(String json, String key, int from) {
        String found = afterOrEmpty(json, key, from);
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no " + key + " in " + json);
        }
        return found;
    }

    /** The same, empty when the key is not there. */
    static String afterOrEmpty(String json, String key, int from) {
        int at = from < 0 ? -1 : json.indexOf(key, from);
        if (at < 0) {
            return "";
        }
        int begin = at + key.length();
        return json.substring(begin, json.indexOf('"', begin));
    }
}
