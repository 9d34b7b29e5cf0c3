package io.podbridge.core.lifecycle;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A way from one stage of a pod's life to another; ordered and printed as {@code Creating -> Running}. */
record Edge(String from, String to) {

    static Edge between(PodState before, PodState after) {
        return new Edge(before.name(), after.name());
    }

    /** The ways that the stages declare with {@link Successors}, themselves or through the kinds of stages they are. */
    static Set<Edge> declared() {
        return stages(Stage.class)
                .flatMap(stage -> kinds(stage).flatMap(kind -> successors(stage, kind)))
                .collect(Collectors.toSet());
    }

    /** The records below a kind of stages. */
    static Stream<Class<?>> stages(Class<?> kind) {
        return kind.isSealed()
                ? Arrays.stream(kind.getPermittedSubclasses())
                        .flatMap(Edge::stages)
                        .distinct()
                : Stream.of(kind);
    }

    private static Stream<Class<?>> kinds(Class<?> stage) {
        return Stream.concat(
                Stream.of(stage), Arrays.stream(stage.getInterfaces()).flatMap(Edge::kinds));
    }

    private static Stream<Edge> successors(Class<?> stage, Class<?> kind) {
        var declared = kind.getAnnotation(Successors.class);
        return declared == null
                ? Stream.empty()
                : Arrays.stream(declared.value()).map(next -> new Edge(stage.getSimpleName(), next.getSimpleName()));
    }

    boolean moves() {
        return !from.equals(to);
    }

    @Override
    public String toString() {
        return from + " -> " + to;
    }
}
