package io.podbridge.http.kubelet;

/** A request that goes no further, and what its client is told. */
record Reply(int status, String text) {

    static final Reply NOT_FOUND = new Reply(404, "404: Page Not Found");
    static final Reply METHOD_NOT_ALLOWED = new Reply(405, "405: Method Not Allowed");
    static final Reply NOT_IMPLEMENTED = new Reply(501, "501: Not Implemented");
}
