package io.podbridge.devcluster.proxy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.util.ByteString;

/** The first lines of an HTTP/1.1 answer. */
record ResponseHead(int code, List<Header> headers) {

    record Header(String name, String value) {}

    /**
     * @param bytes up to the empty line
     * @throws IllegalArgumentException if it is no answer at all
     */
    static ResponseHead parse(ByteString bytes) {
        var lines = bytes.decodeString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        var words = lines[0].split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5]\\d\\d")) {
            throw new IllegalArgumentException("malformed HTTP response");
        }
        var headers = new ArrayList<Header>();
        for (var line : List.of(lines).subList(1, lines.length)) {
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.add(new Header(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        }
        return new ResponseHead(Integer.parseInt(words[1]), List.copyOf(headers));
    }

    Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.name().equalsIgnoreCase(name))
                .map(Header::value)
                .findFirst();
    }
}
