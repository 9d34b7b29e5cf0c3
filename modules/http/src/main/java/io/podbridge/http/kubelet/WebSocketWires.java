package io.podbridge.http.kubelet;

import io.podbridge.core.streams.Channels;
import io.podbridge.http.channel.WebSocketForm;
import io.podbridge.http.channel.WebSocketWire;
import io.podbridge.http.session.ChannelNames;
import io.podbridge.http.session.Ports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.pekko.util.ByteString;

/** Which channels have which numbers; cri-streaming {@code remotecommand/websocket.go, portforward/websocket.go}. */
final class WebSocketWires {

    private static final int MOST_PORTS = 100;

    private WebSocketWires() {}

    /** An empty message on the first channel that the client reads says that the connection is open. */
    static WebSocketWire command(WebSocketForm form, Channels channels) {
        Map<Integer, Map<String, String>> numbers = new LinkedHashMap<>();
        add(numbers, 3, ChannelNames.ERROR, true);
        add(numbers, 0, ChannelNames.STDIN, channels.stdin());
        add(numbers, 1, ChannelNames.STDOUT, channels.stdout());
        add(numbers, 2, ChannelNames.STDERR, channels.stderr());
        add(numbers, 4, ChannelNames.RESIZE, channels.terminal());
        int first = channels.stdout() ? 1 : channels.stderr() ? 2 : 3;
        return new WebSocketWire(form, numbers, Map.of(first, ByteString.emptyByteString()));
    }

    /** Channel 2n carries the data of the n-th port and 2n + 1 its errors; each begins with the port. */
    static WebSocketWire portForward(WebSocketForm form, List<Integer> ports) {
        Map<Integer, Map<String, String>> numbers = new LinkedHashMap<>();
        Map<Integer, ByteString> greeting = new LinkedHashMap<>();
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get(i);
            numbers.put(2 * i, headers(ChannelNames.DATA, port, i));
            numbers.put(2 * i + 1, headers(ChannelNames.ERROR, port, i));
            ByteString littleEndian = ByteString.fromInts(port & 0xff, port >> 8);
            greeting.put(2 * i, littleEndian);
            greeting.put(2 * i + 1, littleEndian);
        }
        return new WebSocketWire(form, numbers, greeting);
    }

    /** The parameter {@code port}, repeated or with commas. */
    static Checked<List<Integer>> ports(Query query) {
        List<Integer> ports = new ArrayList<>();
        for (String text : Negotiation.split(query.all("port"))) {
            OptionalInt port = Ports.parse(text);
            if (port.isEmpty()) {
                return Checked.refused(400, "invalid port \"" + text + "\"");
            }
            ports.add(port.getAsInt());
        }
        return ports.isEmpty() || ports.size() > MOST_PORTS
                ? Checked.refused(400, "query parameter \"port\" is required, at most " + MOST_PORTS + " times")
                : Checked.of(List.copyOf(ports));
    }

    private static void add(Map<Integer, Map<String, String>> numbers, int number, String type, boolean wanted) {
        if (wanted) {
            numbers.put(number, Map.of(ChannelNames.TYPE, type));
        }
    }

    private static Map<String, String> headers(String type, int port, int request) {
        return Map.of(
                ChannelNames.TYPE, type,
                ChannelNames.PORT, Integer.toString(port),
                ChannelNames.REQUEST, Integer.toString(request));
    }
}
