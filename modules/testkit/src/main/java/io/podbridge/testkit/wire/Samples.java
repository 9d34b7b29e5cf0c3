package io.podbridge.testkit.wire;

import io.podbridge.core.pod.Manifest;
import io.podbridge.core.pod.Pod;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;

/** Makes values of the types that occur in messages; of a sealed type or an enum, one of each. */
final class Samples {
    private final Map<Class<?>, List<?>> simple;

    Samples(Pod pod, ActorSystem<?> system) {
        this.simple = Map.ofEntries(
                Map.entry(String.class, List.of("text", "")),
                Map.entry(int.class, List.of(Integer.MIN_VALUE, 0)),
                Map.entry(Integer.class, List.of(Integer.MAX_VALUE)),
                Map.entry(long.class, List.of(Long.MIN_VALUE, 0L)),
                Map.entry(Long.class, List.of(Long.MAX_VALUE)),
                Map.entry(double.class, List.of(0.1)),
                Map.entry(Double.class, List.of(0.1)),
                Map.entry(boolean.class, List.of(true, false)),
                Map.entry(Boolean.class, List.of(true)),
                Map.entry(Instant.class, List.of(Instant.parse("2026-01-02T03:04:05.123456789Z"))),
                Map.entry(Duration.class, List.of(Duration.ofNanos(1_000_000_001), Duration.ZERO)),
                Map.entry(Manifest.class, List.of(pod.manifest())),
                Map.entry(Pod.class, List.of(pod)),
                Map.entry(ActorRef.class, List.of(system.deadLetters())));
    }

    /** All alternatives of the type. */
    List<Object> of(Type type) {
        return of(type, Map.of());
    }

    private List<Object> of(Type type, Map<TypeVariable<?>, Type> bound) {
        return switch (type) {
            case TypeVariable<?> variable -> of(bound.getOrDefault(variable, String.class), bound);
            case ParameterizedType generic -> ofGeneric(generic, bound);
            case Class<?> plain -> ofClass(plain, bound);
            default -> throw new AssertionError("no message may hold a " + type);
        };
    }

    private List<Object> ofGeneric(ParameterizedType generic, Map<TypeVariable<?>, Type> bound) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type first = generic.getActualTypeArguments()[0];
        if (raw == Optional.class) {
            List<Object> samples = new ArrayList<>(List.of(Optional.empty()));
            of(first, bound).forEach(value -> samples.add(Optional.of(value)));
            return samples;
        }
        if (raw == List.class) {
            return List.of(List.of(), of(first, bound));
        }
        if (raw == Set.class) {
            return List.of(Set.of(), Set.copyOf(of(first, bound)));
        }
        if (raw == Map.class) {
            Type value = generic.getActualTypeArguments()[1];
            return List.of(
                    Map.of(),
                    Map.of(of(first, bound).getFirst(), of(value, bound).getLast()));
        }
        Map<TypeVariable<?>, Type> inner = new HashMap<>(bound);
        IntStream.range(0, raw.getTypeParameters().length)
                .forEach(index -> inner.put(raw.getTypeParameters()[index], resolve(generic, index, bound)));
        return ofClass(raw, inner);
    }

    private static Type resolve(ParameterizedType generic, int index, Map<TypeVariable<?>, Type> bound) {
        Type argument = generic.getActualTypeArguments()[index];
        return argument instanceof TypeVariable<?> variable ? bound.getOrDefault(variable, String.class) : argument;
    }

    private List<Object> ofClass(Class<?> type, Map<TypeVariable<?>, Type> bound) {
        if (simple.containsKey(type)) {
            return List.copyOf(simple.get(type));
        }
        if (type.isEnum()) {
            return List.of(type.getEnumConstants());
        }
        if (type.isSealed()) {
            return Arrays.stream(type.getPermittedSubclasses())
                    .flatMap(leaf -> ofClass(leaf, sameOrder(type, leaf, bound)).stream())
                    .toList();
        }
        if (type.isRecord()) {
            return ofRecord(type, bound);
        }
        throw new AssertionError("no message may hold a " + type.getName());
    }

    /** The parameters of a permitted subclass are taken for those of its root, in their order. */
    private static Map<TypeVariable<?>, Type> sameOrder(
            Class<?> root, Class<?> leaf, Map<TypeVariable<?>, Type> bound) {
        Map<TypeVariable<?>, Type> inner = new HashMap<>();
        int shared = Math.min(root.getTypeParameters().length, leaf.getTypeParameters().length);
        IntStream.range(0, shared)
                .forEach(index -> inner.put(
                        leaf.getTypeParameters()[index],
                        bound.getOrDefault(root.getTypeParameters()[index], String.class)));
        return inner;
    }

    /** As many as the component with the most alternatives has; the others take turns. */
    private List<Object> ofRecord(Class<?> type, Map<TypeVariable<?>, Type> bound) {
        RecordComponent[] components = type.getRecordComponents();
        List<List<Object>> values = Arrays.stream(components)
                .map(component -> of(component.getGenericType(), bound))
                .toList();
        int most = values.stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, most)
                .mapToObj(turn -> make(type, components, values, turn))
                .toList();
    }

    private static Object make(Class<?> type, RecordComponent[] components, List<List<Object>> values, int turn) {
        Class<?>[] parameters =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] arguments =
                values.stream().map(each -> each.get(turn % each.size())).toArray();
        try {
            var constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (NoSuchMethodException | InstantiationException | IllegalAccessException e) {
            throw new LinkageError(type + " has no canonical constructor", e);
        } catch (InvocationTargetException e) {
            throw new AssertionError(type + " refuses " + Arrays.toString(arguments), e.getCause());
        }
    }
}
