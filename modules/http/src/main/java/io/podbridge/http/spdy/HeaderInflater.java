package io.podbridge.http.spdy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Headers of one direction of a connection; every block must pass here in order, as they share a context. */
final class HeaderInflater implements AutoCloseable {

    private static final int FIRST_BUFFER = 1024;

    private final Inflater inflater = new Inflater();
    private final int largest;

    /**
     * The beginning of a direction.
     *
     * @param largest inflated size of one block that is still taken, in bytes
     */
    HeaderInflater(int largest) {
        this.largest = largest;
    }

    /** The headers; empty if the block is broken or too large, and then nothing can be read any more. */
    Optional<Map<String, String>> inflate(byte[] block) {
        try {
            return Optional.of(parse(ByteBuffer.wrap(expand(block))));
        } catch (DataFormatException | IllegalArgumentException | BufferUnderflowException broken) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private byte[] expand(byte[] block) throws DataFormatException {
        inflater.setInput(block);
        byte[] expanded = new byte[FIRST_BUFFER];
        int size = 0;
        while (true) {
            int count = inflater.inflate(expanded, size, expanded.length - size);
            size += count;
            if (count == 0 && inflater.needsDictionary()) {
                inflater.setDictionary(SpdyDictionary.bytes());
            } else if (size == expanded.length) {
                expanded = larger(expanded);
            } else if (inflater.finished()) {
                throw new DataFormatException("the context ended");
            } else if (count == 0) {
                return Arrays.copyOf(expanded, size);
            }
        }
    }

    private byte[] larger(byte[] full) throws DataFormatException {
        if (full.length >= largest) {
            throw new DataFormatException("headers of more than " + largest + " bytes");
        }
        return Arrays.copyOf(full, Math.min(largest, full.length * 4));
    }

    private static Map<String, String> parse(ByteBuffer block) throws DataFormatException {
        int count = block.getInt();
        if (count < 0 || count > block.remaining() / 8) {
            throw new DataFormatException("impossible number of headers");
        }
        Map<String, String> headers = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            String name = text(block).toLowerCase(Locale.ROOT);
            if (name.isEmpty() || headers.put(name, text(block)) != null) {
                throw new DataFormatException("header without a name, or twice");
            }
        }
        return headers;
    }

    private static String text(ByteBuffer block) throws DataFormatException {
        int length = block.getInt();
        if (length < 0 || length > block.remaining()) {
            throw new DataFormatException("impossible length of a text");
        }
        byte[] bytes = new byte[length];
        block.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
