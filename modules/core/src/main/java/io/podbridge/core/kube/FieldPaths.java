package io.podbridge.core.kube;

import java.util.BitSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * The names of fields of a pod's spec, as paths, and sets of them. Both are made once and shared, since pods differ
 * little: reading a pod whose fields have all been seen allocates a bit set and no text.
 *
 * <p>Threads: any.
 */
final class FieldPaths {

    /**
     * Below these a path goes one level further. Elsewhere a provider that honours a field honours all of it, or has to
     * look at the manifest.
     */
    private static final Pattern EXPANDED =
            Pattern.compile("|(volumes|((init|ephemeral)C|c)ontainers)\\[]|securityContext"
                    + "|((init|ephemeral)C|c)ontainers\\[]\\.(securityContext|lifecycle|resources)");

    /**
     * More fields than any version of Kubernetes has; beyond them (a server that makes up fields) nothing is shared.
     */
    private static final int MAX_NODES = 4096;

    /** More shapes of pods than a cluster has; beyond them each pod gets a set of its own. */
    private static final int MAX_SETS = 1024;

    private final Map<Integer, Node> byId = new ConcurrentHashMap<>();
    private final Map<BitSet, Set<String>> sets = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final Node spec = node("");

    /** A field, or the place of a list's elements. */
    final class Node {
        final int id;
        final String path;
        final boolean expanded;
        private final Map<String, Node> children = new ConcurrentHashMap<>();

        private Node(int id, String path) {
            this.id = id;
            this.path = path;
            this.expanded = EXPANDED.matcher(path).matches();
        }

        /** The field of that name below this one. */
        Node field(String name) {
            return child(path.isEmpty() ? name : path + "." + name, name);
        }

        /** Each element of the list that this field is. */
        Node elements() {
            return child(path + "[]", "[]");
        }

        /** This field with one of the few values that it may have: {@code initContainers[].restartPolicy: Never}. */
        Node value(String value) {
            String key = ": " + value;
            return child(path + key, key);
        }

        private Node child(String childPath, String key) {
            Node known = children.get(key);
            if (known != null) {
                return known;
            }
            return ids.get() < MAX_NODES ? children.computeIfAbsent(key, k -> node(childPath)) : node(childPath);
        }
    }

    /** The spec itself. */
    Node spec() {
        return spec;
    }

    /** A new, empty set of fields. */
    Collected collect() {
        return new Collected();
    }

    private Node node(String path) {
        Node node = new Node(ids.getAndIncrement(), path);
        if (node.id < MAX_NODES) {
            byId.put(node.id, node);
        }
        return node;
    }

    /** Fields that were found to be set. Threads: one. */
    final class Collected {
        private final BitSet shared = new BitSet();
        private final Set<String> others = new TreeSet<>();

        void add(Node node) {
            if (node.id < MAX_NODES) {
                shared.set(node.id);
            } else {
                others.add(node.path);
            }
        }

        void addAll(Collected more) {
            shared.or(more.shared);
            others.addAll(more.others);
        }

        /** The paths. */
        Set<String> paths() {
            if (!others.isEmpty()) {
                Set<String> all = new TreeSet<>(pathsOf(shared));
                all.addAll(others);
                return Set.copyOf(all);
            }
            Set<String> known = sets.get(shared);
            if (known != null) {
                return known;
            }
            Set<String> made = pathsOf(shared);
            if (sets.size() < MAX_SETS) {
                sets.put((BitSet) shared.clone(), made);
            }
            return made;
        }

        private Set<String> pathsOf(BitSet ids) {
            Set<String> paths = new TreeSet<>();
            ids.stream().forEach(id -> {
                Node node = byId.get(id);
                if (node != null) {
                    paths.add(node.path);
                }
            });
            return Set.copyOf(paths);
        }
    }
}
