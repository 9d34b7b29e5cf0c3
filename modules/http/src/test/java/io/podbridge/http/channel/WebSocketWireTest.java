package io.podbridge.http.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketWireTest {

    private static final Map<Integer, Map<String, String>> STDIN = Map.of(0, Map.of("streamtype", "stdin"));

    @Test
    void theChannelIsTheFirstByteWhereverTheMessageIsCut() {
        WebSocketWire wire = wire("v4.channel.k8s.io");
        assertThat(wire.receive(frame(0x02, 0))).isEmpty();
        assertThat(wire.receive(frame(0x00, 'h', 'i')))
                .containsExactly(new WireEvent.Received(0, ByteString.fromString("hi")));
        assertThat(wire.receive(frame(0x80, '!')))
                .containsExactly(new WireEvent.Received(0, ByteString.fromString("!")));
        assertThat(wire.receive(frame(0x82, 9, 'x'))).isEmpty();
        assertThat(wire.data(1, ByteString.fromString("out"), true))
                .isEqualTo(ByteString.fromInts(0x82, 4, 1, 'o', 'u', 't'));
    }

    @Test
    void versionFiveCanEndAChannelAndTheOthersCannot() {
        assertThat(wire("v5.channel.k8s.io").receive(frame(0x82, 255, 0))).containsExactly(new WireEvent.Finished(0));
        assertThat(wire("v4.channel.k8s.io").receive(frame(0x82, 255, 0))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"base64.channel.k8s.io", "v4.base64.channel.k8s.io"})
    void base64IsTextWithADigit(String protocol) {
        WebSocketWire wire = wire(protocol);
        assertThat(wire.receive(frame(0x81, '0', 'a', 'G', 'k', '=')))
                .containsExactly(new WireEvent.Received(0, ByteString.fromString("hi")));
        assertThat(wire.data(1, ByteString.fromString("hi"), false))
                .isEqualTo(ByteString.fromInts(0x81, 5, '1', 'a', 'G', 'k', '='));
        List<WireEvent> events = wire.receive(frame(0x81, '0', '?', '?', '?', '?'));
        assertThat(events).hasSize(1).hasOnlyElementsOfType(WireEvent.Violation.class);
        assertThat(wire.receive(frame(0x81, '0', 'a', 'G', 'k', '='))).isEmpty();
    }

    @Test
    void theClientHearsOfTheOpenConnectionAndOfItsEnd() {
        WebSocketWire wire = new WebSocketWire(
                WebSocketForm.named("").orElseThrow(), STDIN, Map.of(1, ByteString.emptyByteString()));
        assertThat(wire.begin())
                .containsExactly(
                        new WireEvent.Opened(0, Map.of("streamtype", "stdin")),
                        new WireEvent.Answer(ByteString.fromInts(0x82, 1, 1)));
        assertThat(wire.receive(frame(0x88, 3, 0xe8)))
                .containsExactly(new WireEvent.Farewell(ByteString.fromInts(0x88, 2, 3, 0xe8)));
    }

    private static WebSocketWire wire(String protocol) {
        return new WebSocketWire(WebSocketForm.named(protocol).orElseThrow(), STDIN, Map.of());
    }

    /** Masked with nothing. */
    private static ByteString frame(int first, int... payload) {
        return ByteString.fromInts(first, 0x80 | payload.length, 0, 0, 0, 0).concat(ByteString.fromInts(payload));
    }
}
