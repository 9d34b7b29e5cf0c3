package io.podbridge.core.pod;

/** What is under way between the pod's status and the API server. */
record Publication() {
    static Publication idle() {
        return new Publication();
    }
}
