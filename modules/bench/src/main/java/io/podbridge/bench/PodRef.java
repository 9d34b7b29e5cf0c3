package io.podbridge.bench;

/** A version of a pod. */
record PodRef(String name, String uid, String resourceVersion) {

    /**
     * Reads the metadata at the beginning of an answer or of a watch event.
     *
     * @throws IllegalArgumentException when they are not there
     */
    static PodRef read(String json) {
        int metadata = json.indexOf("\"metadata\":{");
        return new PodRef(
                Scan.after(json, "\"name\":\"", metadata),
                Scan.after(json, "\"uid\":\"", metadata),
                Scan.after(json, "\"resourceVersion\":\"", metadata));
    }
}
