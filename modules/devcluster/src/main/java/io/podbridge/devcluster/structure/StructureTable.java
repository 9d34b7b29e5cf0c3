package io.podbridge.devcluster.structure;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads {@code fields.txt}: one line for each special field, {@code Type.field ownership merging type}. */
final class StructureTable {
    private static final String WHOLE = "atomic";

    private static final List<String> SYSTEM_FIELDS = List.of(
            "name",
            "namespace",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "managedFields");

    static final StructureTable LOADED = new StructureTable(lines());

    private record Row(String type, String field, String ownership, String merging, String fieldType) {}

    private final Map<String, List<Row>> rows;
    private final Map<String, Structure> types = new HashMap<>();
    private final Map<String, Kind> kinds = new HashMap<>();
    private final Kind other;

    /** A kind as a whole, and as the object itself and its status see it. */
    private record Kind(Structure whole, Structure withoutStatus, Structure status) {
        static Kind of(Structure type, FieldStructure metadata) {
            var whole = with(type, "metadata", metadata).without(List.of("apiVersion", "kind"));
            var statusMetadata = metadata.type().without(List.of("ownerReferences"));
            var status = with(
                    whole, "metadata", new FieldStructure(metadata.ownership(), metadata.merging(), statusMetadata));
            return new Kind(whole, whole.without(List.of("status")), status.without(List.of("spec")));
        }

        private static Structure with(Structure type, String name, FieldStructure field) {
            var fields = new HashMap<>(type.fields());
            fields.put(name, field);
            return new Structure(type.name(), Map.copyOf(fields));
        }
    }

    private StructureTable(List<String> lines) {
        rows = lines.stream().map(StructureTable::row).collect(Collectors.groupingBy(Row::type));
        var metadata = new FieldStructure(
                new Ownership.Parts(), new Merging.Usual(), type("ObjectMeta").without(SYSTEM_FIELDS));
        for (var name : rows.keySet()) {
            kinds.put(name, Kind.of(type(name), metadata));
        }
        other = Kind.of(type("-"), metadata);
    }

    /** A kind that is not in the table has metadata as all have. */
    Structure kind(String kind) {
        return kinds.getOrDefault(kind, other).whole();
    }

    Structure kindWithoutStatus(String kind) {
        return kinds.getOrDefault(kind, other).withoutStatus();
    }

    Structure statusOfKind(String kind) {
        return kinds.getOrDefault(kind, other).status();
    }

    private static List<String> lines() {
        var file = Objects.requireNonNull(StructureTable.class.getResourceAsStream("fields.txt"));
        try (var reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.startsWith("#")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Row row(String line) {
        var columns = line.split("\\s+", -1);
        var dot = columns[0].indexOf('.');
        return new Row(columns[0].substring(0, dot), columns[0].substring(dot + 1), columns[1], columns[2], columns[3]);
    }

    private Structure type(String name) {
        var known = types.get(name);
        if (known != null) {
            return known;
        }
        var fields =
                rows.getOrDefault(name, List.of()).stream().collect(Collectors.toMap(Row::field, this::fieldStructure));
        var type = new Structure(fields.isEmpty() ? "" : name, Map.copyOf(fields));
        types.put(name, type);
        return type;
    }

    private FieldStructure fieldStructure(Row row) {
        var elements = row.fieldType().equals(WHOLE) ? new Ownership.Whole() : new Ownership.Parts();
        return new FieldStructure(ownership(row.ownership(), elements), merging(row.merging()), type(row.fieldType()));
    }

    private static Ownership ownership(String text, Ownership elements) {
        return switch (text) {
            case "-" -> new Ownership.Parts();
            case WHOLE -> new Ownership.Whole();
            case "set" -> new Ownership.Values();
            default -> new Ownership.Entries(keys(inParentheses(text)), elements);
        };
    }

    private static List<Ownership.Key> keys(String names) {
        return Arrays.stream(names.split(",", -1))
                .map(name -> name.split("=", 2))
                .map(name -> new Ownership.Key(name[0], name.length > 1 ? name[1] : ""))
                .sorted(Comparator.comparing(Ownership.Key::name))
                .toList();
    }

    private static Merging merging(String text) {
        return switch (text) {
            case "-" -> new Merging.Usual();
            case "replace" -> new Merging.Replace();
            case "merge" -> new Merging.Union();
            default -> new Merging.ByKey(inParentheses(text));
        };
    }

    private static String inParentheses(String text) {
        return text.substring(text.indexOf('(') + 1, text.indexOf(')'));
    }
}
