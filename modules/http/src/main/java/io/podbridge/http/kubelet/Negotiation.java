package io.podbridge.http.kubelet;

import io.podbridge.http.channel.WebSocketForm;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Which protocol a client and we have in common: the first of the client's that is served, as the kubelet chooses. */
final class Negotiation {

    /** Over SPDY. Version 5 is not among them although kubectl offers it: it exists for WebSockets only. */
    static final List<String> COMMAND_OVER_SPDY =
            List.of("v4.channel.k8s.io", "v3.channel.k8s.io", "v2.channel.k8s.io", "channel.k8s.io");

    static final List<String> PORT_FORWARD_OVER_SPDY = List.of("portforward.k8s.io");

    /** SPDY inside of a WebSocket; the slash makes it no token of RFC 6455, but this is what is sent. */
    static final String TUNNEL = "SPDY/3.1+portforward.k8s.io";

    private Negotiation() {}

    /** The values of all header lines of a name, split at commas. */
    static List<String> split(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }

    /** Without a word from the client the request is wrong; without a common protocol it is refused. */
    static Checked<String> spdy(List<String> offered, List<String> served) {
        if (offered.isEmpty()) {
            return Checked.refused(400, "unable to upgrade: the request names no X-Stream-Protocol-Version");
        }
        Optional<String> common = offered.stream().filter(served::contains).findFirst();
        return common.map(Checked::of)
                .orElseGet(() -> Checked.refused(
                        403,
                        "unable to upgrade: unable to negotiate protocol: client supports " + offered
                                + ", server accepts " + served));
    }

    /** A client that offers nothing gets the oldest one, and one that offers only strange ones is refused. */
    static Checked<WebSocketForm> webSocket(List<String> offered) {
        List<String> names = offered.isEmpty() ? List.of("") : offered;
        return names.stream()
                .flatMap(name -> WebSocketForm.named(name).stream())
                .findFirst()
                .map(Checked::of)
                .orElseGet(
                        () -> Checked.refused(400, "unable to upgrade: no subprotocol of " + offered + " is served"));
    }
}
