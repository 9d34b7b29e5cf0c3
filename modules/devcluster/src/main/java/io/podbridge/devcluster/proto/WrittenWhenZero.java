package io.podbridge.devcluster.proto;

import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which fields mean something when they are zero, empty or false. The list beside this class says why it is needed. */
final class WrittenWhenZero {
    private static final Set<String> FIELDS = read();

    private WrittenWhenZero() {}

    static boolean contains(FieldDescriptor field) {
        return FIELDS.contains(
                field.getFullName().replace("k8s.io.apimachinery.pkg.apis.", "").replace("k8s.io.api.", ""));
    }

    private static Set<String> read() {
        String name = "written-when-zero.txt";
        try (InputStream file = Objects.requireNonNull(WrittenWhenZero.class.getResourceAsStream(name), name);
                var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(WrittenWhenZero::fields)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static Stream<String> fields(String line) {
        String[] words = line.split(" ", -1);
        return Stream.of(words).skip(1).map(field -> words[0] + "." + field);
    }
}
