package io.podbridge.core.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineAssemblerTest {

    @Property
    void cutsLinesWhereverTheBuffersEnd(
            @ForAll @Size(max = 20) List<@AlphaChars String> lines, @ForAll @IntRange(min = 1, max = 50) int chunk)
            throws LineAssembler.LineTooLongException {
        byte[] stream =
                lines.stream().map(it -> it + "\n").reduce("", String::concat).getBytes(StandardCharsets.UTF_8);
        LineAssembler assembler = new LineAssembler();
        List<String> found = new ArrayList<>();
        for (int at = 0; at < stream.length; at += chunk) {
            ByteBuffer buffer = ByteBuffer.wrap(stream, at, Math.min(chunk, stream.length - at))
                    .asReadOnlyBuffer();
            while (buffer.hasRemaining()) {
                if (assembler.read(buffer)) {
                    found.add(new String(assembler.line(), 0, assembler.length(), StandardCharsets.UTF_8));
                }
            }
        }
        assertThat(found).isEqualTo(lines);
    }

    @Test
    void refusesALineWithoutEnd() {
        LineAssembler assembler = new LineAssembler();
        ByteBuffer megabyte = ByteBuffer.allocate(1 << 20);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 17; i++) {
                        assembler.read(megabyte.duplicate());
                    }
                })
                .isInstanceOf(LineAssembler.LineTooLongException.class);
    }
}
