package io.podbridge.http.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class WebSocketCodecTest {

    @Test
    void theAnswerToTheKeyIsThatOfTheExampleInTheRfc() {
        assertThat(WebSocketHandshake.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(WebSocketHandshake.isKey("dGhlIHNhbXBsZSBub25jZQ==")).isTrue();
        assertThat(WebSocketHandshake.isKey("short")).isFalse();
    }

    @Test
    void theMaskedHelloOfTheRfcIsRead() {
        ByteString hello = ByteString.fromInts(0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58);
        assertThat(new WebSocketDecoder().decode(hello))
                .containsExactly(new WebSocketFrame.Part(true, true, ByteString.fromString("Hello"), true));
    }

    @Test
    void aPingMayStandBetweenThePartsOfAMessage() {
        ByteString bytes = masked(0x02, "ab".getBytes(StandardCharsets.UTF_8), 1)
                .concat(masked(0x89, "p".getBytes(StandardCharsets.UTF_8), 2))
                .concat(masked(0x80, "cd".getBytes(StandardCharsets.UTF_8), 3));
        assertThat(new WebSocketDecoder().decode(bytes))
                .containsExactly(
                        new WebSocketFrame.Part(true, false, ByteString.fromString("ab"), false),
                        new WebSocketFrame.Ping(ByteString.fromString("p")),
                        new WebSocketFrame.Part(false, false, ByteString.fromString("cd"), true));
    }

    @Property(tries = 200)
    void howTheBytesAreCutDoesNotMatter(
            @ForAll @Size(max = 70_000) byte[] payload, @ForAll int mask, @ForAll Random random) {
        List<WebSocketFrame> frames = new ArrayList<>();
        WebSocketDecoder decoder = new WebSocketDecoder();
        ByteString bytes = masked(0x82, payload, mask);
        while (!bytes.isEmpty()) {
            int size = 1 + random.nextInt(random.nextBoolean() ? 17 : bytes.size());
            frames.addAll(decoder.decode(bytes.take(size)));
            bytes = bytes.drop(size);
        }
        ByteString read = ByteString.emptyByteString();
        for (int i = 0; i < frames.size(); i++) {
            WebSocketFrame.Part part = (WebSocketFrame.Part) frames.get(i);
            assertThat(part.first()).isEqualTo(i == 0);
            assertThat(part.last()).isEqualTo(i == frames.size() - 1);
            read = read.concat(part.payload());
        }
        assertThat(read.toArray()).isEqualTo(payload);
    }

    @Test
    void whatAServerSendsHasTheThreeFormsOfALength() {
        assertThat(WebSocketEncoder.binary(ByteString.fromArray(new byte[125])).take(2))
                .isEqualTo(ByteString.fromInts(0x82, 125));
        assertThat(WebSocketEncoder.binary(ByteString.fromArray(new byte[126])).take(4))
                .isEqualTo(ByteString.fromInts(0x82, 126, 0, 126));
        assertThat(WebSocketEncoder.text(ByteString.fromArray(new byte[65536])).take(10))
                .isEqualTo(ByteString.fromInts(0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0));
        assertThat(WebSocketEncoder.close(1000)).isEqualTo(ByteString.fromInts(0x88, 2, 3, 0xe8));
    }

    @Test
    void framesThatBreakTheRulesAreRefused() {
        assertMalformed(ByteString.fromInts(0x82, 0x01, 0x61));
        assertMalformed(masked(0xc2, new byte[1], 1));
        assertMalformed(masked(0x80, new byte[1], 1));
        assertMalformed(masked(0x83, new byte[1], 1));
        assertMalformed(masked(0x8b, new byte[1], 1));
        assertMalformed(masked(0x09, new byte[1], 1));
        assertMalformed(masked(0x89, new byte[126], 1));
        assertMalformed(masked(0x88, new byte[1], 1));
        assertMalformed(ByteString.fromInts(0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4));
        assertMalformed(ByteString.fromInts(0x89, 0xff, 255, 255, 255, 255, 255, 255, 255, 0xf0, 1, 2, 3, 4));
    }

    @Test
    void aSecondMessageInsideOfAMessageIsRefused() {
        WebSocketDecoder decoder = new WebSocketDecoder();
        assertThat(decoder.decode(masked(0x02, new byte[1], 1))).hasSize(1);
        assertThat(decoder.decode(masked(0x82, new byte[1], 1))).hasOnlyElementsOfType(WebSocketFrame.Malformed.class);
    }

    private static void assertMalformed(ByteString bytes) {
        WebSocketDecoder decoder = new WebSocketDecoder();
        assertThat(decoder.decode(bytes)).hasSize(1).hasOnlyElementsOfType(WebSocketFrame.Malformed.class);
        assertThat(decoder.decode(masked(0x89, new byte[0], 1))).isEmpty();
    }

    /** A frame as a client sends it. */
    static ByteString masked(int first, byte[] payload, int mask) {
        ByteBuffer head = ByteBuffer.allocate(14).put((byte) first);
        if (payload.length <= 125) {
            head.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xffff) {
            head.put((byte) 0xfe).putShort((short) payload.length);
        } else {
            head.put((byte) 0xff).putLong(payload.length);
        }
        head.putInt(mask);
        byte[] key = ByteBuffer.allocate(4).putInt(mask).array();
        byte[] bytes = payload.clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= key[i & 3];
        }
        return ByteString.fromArray(head.array(), 0, head.position()).concat(ByteString.fromArray(bytes));
    }
}
