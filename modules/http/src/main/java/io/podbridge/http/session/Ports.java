package io.podbridge.http.session;

import java.util.OptionalInt;

/** Numbers of ports as clients write them. */
public final class Ports {

    private Ports() {}

    /** 1 to 65535, or nothing. */
    public static OptionalInt parse(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalInt.empty();
        }
        int port = Integer.parseInt(text);
        return port >= 1 && port <= 0xffff ? OptionalInt.of(port) : OptionalInt.empty();
    }
}
