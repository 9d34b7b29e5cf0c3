package io.podbridge.devcluster.http;

/**
 * @param port 0 for any that is free
 * @param watchBuffer events that a watch may fall behind before it is closed; they are shared with the store's history
 */
public record HttpSettings(int port, int watchBuffer) {
    public static final HttpSettings DEFAULT = new HttpSettings(0, 10_000);
}
