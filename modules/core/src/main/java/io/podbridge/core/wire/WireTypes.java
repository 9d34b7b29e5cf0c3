package io.podbridge.core.wire;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which types may travel, and by which name. Made from the sealed roots of all protocols, so that a new message is
 * allowed by being written, and nothing else is.
 *
 * <p>The name is the class's, without its package: {@code PodCommand.Observed}. Renaming a message therefore is a
 * change of protocol, moving it is not.
 */
public final class WireTypes {
    private final Map<String, Class<?>> types;
    private final Map<Class<?>, String> names;

    private WireTypes(Map<String, Class<?>> types) {
        this.types = Map.copyOf(types);
        this.names =
                types.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getValue, Map.Entry::getKey));
    }

    /**
     * The types below these roots.
     *
     * @throws IllegalArgumentException if a root is open, if a leaf is no record or enum, or if two have one name
     */
    public static WireTypes of(List<Class<? extends Wire>> roots) {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        roots.stream().flatMap(WireTypes::leaves).distinct().forEach(type -> {
            Class<?> other = types.put(name(type), type);
            if (other != null) {
                throw new IllegalArgumentException(type + " and " + other + " have the same name on the wire");
            }
        });
        return new WireTypes(types);
    }

    /** The name under which this message travels; empty if it may not. */
    public Optional<String> name(Object message) {
        return Optional.ofNullable(names.get(message.getClass()));
    }

    /** The type that has this name; empty if there is none. */
    public Optional<Class<?>> type(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** All types that may travel. */
    public Set<Class<?>> all() {
        return Set.copyOf(types.values());
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses()).flatMap(WireTypes::leaves);
        }
        if (!Modifier.isFinal(type.getModifiers()) || !(type.isRecord() || type.isEnum())) {
            throw new IllegalArgumentException(type + " is neither sealed nor a record or an enum");
        }
        return Stream.of(type);
    }

    private static String name(Class<?> type) {
        String name = type.getName().substring(type.getPackageName().length() + 1);
        return name.replace('$', '.');
    }
}
