package io.podbridge.http.spdy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Adler32;
import java.util.zip.Deflater;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;

class SpdyCodecTest {

    private static final Map<String, String> STDIN = Map.of("streamtype", "stdin");

    @Test
    void theDictionaryIsTheOneOfTheDraft() {
        Adler32 checksum = new Adler32();
        checksum.update(SpdyDictionary.bytes());
        assertThat(checksum.getValue()).isEqualTo(0xe3c6a7c2L);
        assertThat(SpdyDictionary.bytes()).hasSize(1423);
    }

    @Test
    void everyFrameComesBack() {
        try (SpdyEncoder encoder = new SpdyEncoder()) {
            ByteString bytes = encoder.synStream(1, STDIN, true)
                    .concat(encoder.synReply(1))
                    .concat(encoder.headers(1, Map.of("a", "b"), false))
                    .concat(SpdyEncoder.rstStream(1, SpdyEncoder.CANCEL))
                    .concat(SpdyEncoder.ping(7))
                    .concat(SpdyEncoder.goAway(1, 0))
                    .concat(SpdyEncoder.data(1, ByteString.fromString("hello"), true));
            assertThat(decode(List.of(bytes)))
                    .containsExactly(
                            new SpdyFrame.SynStream(1, STDIN, true),
                            new SpdyFrame.SynReply(1, Map.of(), false),
                            new SpdyFrame.Headers(1, Map.of("a", "b"), false),
                            new SpdyFrame.RstStream(1, SpdyEncoder.CANCEL),
                            new SpdyFrame.Ping(7),
                            new SpdyFrame.GoAway(1, 0),
                            new SpdyFrame.Data(1, ByteString.fromString("hello"), true));
        }
    }

    @Test
    void anEmptyHeaderBlockIsNotEmptyOnTheWire() {
        try (SpdyEncoder encoder = new SpdyEncoder()) {
            assertThat(encoder.synReply(1).size()).isGreaterThan(12);
        }
    }

    @Test
    void controlFramesHaveTheFixedBytesOfTheDraft() {
        assertThat(hex(SpdyEncoder.ping(2))).isEqualTo("800300060000000400000002");
        assertThat(hex(SpdyEncoder.rstStream(3, 1))).isEqualTo("80030003000000080000000300000001");
        assertThat(hex(SpdyEncoder.data(5, ByteString.fromString("x"), true))).isEqualTo("000000050100000178");
    }

    @Property(tries = 200)
    void howTheBytesAreCutDoesNotMatter(
            @ForAll("headers") Map<String, String> headers, @ForAll byte[] payload, @ForAll Random random) {
        try (SpdyEncoder encoder = new SpdyEncoder()) {
            ByteString bytes = encoder.synStream(1, headers, false)
                    .concat(SpdyEncoder.data(1, ByteString.fromArray(payload), true))
                    .concat(encoder.headers(1, headers, false))
                    .concat(SpdyEncoder.ping(1));
            List<SpdyFrame> frames = decode(cut(bytes, random));
            assertThat(frames.getFirst()).isEqualTo(new SpdyFrame.SynStream(1, headers, false));
            assertThat(payloadOf(frames).toArray()).isEqualTo(payload);
            assertThat(frames.subList(frames.size() - 2, frames.size()))
                    .containsExactly(new SpdyFrame.Headers(1, headers, false), new SpdyFrame.Ping(1));
            assertThat(frames.stream().filter(frame -> frame instanceof SpdyFrame.Data data && data.last()))
                    .hasSize(1);
        }
    }

    @Test
    void aFrameOfSixteenMebibytesIsHandedOnInPieces() {
        ByteString head =
                SpdyEncoder.data(1, ByteString.emptyByteString(), false).take(4);
        try (SpdyDecoder decoder = new SpdyDecoder()) {
            assertThat(decoder.decode(head.concat(ByteString.fromInts(1, 0xff, 0xff, 0xff))))
                    .isEmpty();
            long size = 0;
            ByteString part = ByteString.fromArray(new byte[64 * 1024]);
            for (int i = 0; i < 256; i++) {
                size += payloadOf(decoder.decode(i < 255 ? part : part.drop(1))).size();
            }
            assertThat(size).isEqualTo(0xffffff);
            assertThat(decoder.decode(SpdyEncoder.ping(1))).containsExactly(new SpdyFrame.Ping(1));
        }
    }

    @Test
    void aControlFrameAboveTheBoundIsRefusedAtItsHead() {
        assertMalformed(ByteString.fromInts(0x80, 3, 0, 1, 0, 1, 0, 1));
    }

    @Test
    void headersThatInflateAboveTheBoundAreRefused() {
        byte[] bomb = new byte[1 << 20];
        Deflater deflater = new Deflater();
        deflater.setDictionary(SpdyDictionary.bytes());
        deflater.setInput(bomb);
        byte[] block = new byte[64 * 1024];
        int size = deflater.deflate(block, 0, block.length, Deflater.SYNC_FLUSH);
        deflater.end();
        int length = 10 + size;
        assertMalformed(ByteString.fromInts(0x80, 3, 0, 1, 0, 0, length >> 8, length & 0xff)
                .concat(ByteString.fromInts(0, 0, 0, 1, 0, 0, 0, 0, 0, 0))
                .concat(ByteString.fromArray(block, 0, size)));
    }

    @Test
    void wrongVersionsBrokenCompressionAndShortFramesAreRefused() {
        assertMalformed(ByteString.fromInts(0x80, 2, 0, 6, 0, 0, 0, 4, 0, 0, 0, 1));
        assertMalformed(ByteString.fromInts(0x80, 3, 0, 2, 0, 0, 0, 8, 0, 0, 0, 1, 1, 2, 3, 4));
        assertMalformed(ByteString.fromInts(0x80, 3, 0, 1, 0, 0, 0, 2, 0, 0));
        assertMalformed(ByteString.fromInts(0x80, 3, 0, 6, 0, 0, 0, 2, 0, 0));
        assertMalformed(ByteString.fromInts(0, 0, 0, 0, 0, 0, 0, 1, 5));
    }

    @Test
    void whatIsOfNoUseHereIsPassedOver() {
        assertThat(decode(List.of(ByteString.fromInts(0x80, 3, 0, 4, 0, 0, 0, 4, 0, 0, 0, 0)
                        .concat(ByteString.fromInts(0x80, 3, 0, 9, 0, 0, 0, 8, 0, 0, 0, 1, 0, 1, 0, 0)))))
                .containsExactly(new SpdyFrame.Ignored(4), new SpdyFrame.Ignored(9));
    }

    @Provide
    Arbitrary<Map<String, String>> headers() {
        Arbitrary<String> name =
                Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(20).map(String::toLowerCase);
        return Arbitraries.maps(name, Arbitraries.strings().ofMaxLength(100).filter(SpdyCodecTest::encodable))
                .ofMaxSize(20)
                .map(LinkedHashMap::new);
    }

    private static boolean encodable(String text) {
        return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
    }

    private static void assertMalformed(ByteString bytes) {
        try (SpdyDecoder decoder = new SpdyDecoder()) {
            List<SpdyFrame> frames = decoder.decode(bytes);
            assertThat(frames).hasSize(1).hasOnlyElementsOfType(SpdyFrame.Malformed.class);
            assertThat(decoder.decode(SpdyEncoder.ping(1))).isEmpty();
        }
    }

    private static List<SpdyFrame> decode(List<ByteString> pieces) {
        List<SpdyFrame> frames = new ArrayList<>();
        try (SpdyDecoder decoder = new SpdyDecoder()) {
            pieces.forEach(piece -> frames.addAll(decoder.decode(piece)));
        }
        return frames;
    }

    private static ByteString payloadOf(List<SpdyFrame> frames) {
        ByteString payload = ByteString.emptyByteString();
        for (SpdyFrame frame : frames) {
            payload = frame instanceof SpdyFrame.Data data ? payload.concat(data.payload()) : payload;
        }
        return payload;
    }

    private static List<ByteString> cut(ByteString bytes, Random random) {
        List<ByteString> pieces = new ArrayList<>();
        while (!bytes.isEmpty()) {
            int size = 1 + random.nextInt(random.nextBoolean() ? 3 : bytes.size());
            pieces.add(bytes.take(size));
            bytes = bytes.drop(size);
        }
        return pieces;
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toArray());
    }
}
