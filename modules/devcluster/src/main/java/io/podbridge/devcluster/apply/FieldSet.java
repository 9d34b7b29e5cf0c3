package io.podbridge.devcluster.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A set of paths into an object, as a tree. Immutable. A path is a list of elements in the notation of
 * {@code fieldsV1}: {@code f:name}, <code>k:{"name":"a"}</code>, {@code v:"value"}; see {@link PathElement}.
 *
 * <p>The operations take time linear in the smaller parts that both sets have, and return {@code this} (or the other
 * set) where nothing changes, so that who holds a set can tell by identity.
 */
final class FieldSet {
    static final FieldSet EMPTY = new FieldSet(false, new String[0], new FieldSet[0]);

    /** The empty path alone: what a tree ends with. */
    static final FieldSet LEAF = new FieldSet(true, new String[0], new FieldSet[0]);

    private final boolean member;
    private final String[] elements;
    private final FieldSet[] children;

    private FieldSet(boolean member, String[] elements, FieldSet[] children) {
        this.member = member;
        this.elements = elements;
        this.children = children;
    }

    /**
     * @param member whether the empty path is in the set
     * @param children by their first elements; none of them empty
     */
    static FieldSet of(boolean member, SortedMap<String, FieldSet> children) {
        if (children.isEmpty()) {
            return member ? LEAF : EMPTY;
        }
        return new FieldSet(
                member,
                children.keySet().toArray(String[]::new),
                children.values().toArray(FieldSet[]::new));
    }

    boolean isEmpty() {
        return !member && elements.length == 0;
    }

    /** Whether it is the same object: cheaper than {@link #equals}, and false for some equal ones. */
    @SuppressWarnings("ReferenceEquality")
    boolean is(FieldSet other) {
        return this == other;
    }

    /** Whether it has the empty path and no other. */
    boolean isLeaf() {
        return member && elements.length == 0;
    }

    /** Whether the empty path is in the set: for a subtree, whether what it stands for is in the whole. */
    boolean isMember() {
        return member;
    }

    /** The paths that begin with an element, without it; empty where there are none. */
    FieldSet child(String element) {
        var position = Arrays.binarySearch(elements, element);
        return position < 0 ? EMPTY : children[position];
    }

    /** The first elements, in order, each with the rest of its paths. */
    void forEachChild(BiConsumer<String, FieldSet> visitor) {
        for (var i = 0; i < elements.length; i++) {
            visitor.accept(elements[i], children[i]);
        }
    }

    FieldSet union(FieldSet other) {
        return is(other) || other.isEmpty() ? this : isEmpty() ? other : combined(other, Rule.UNION);
    }

    /** The paths of this set that are not in the other one (those below them stay). */
    FieldSet difference(FieldSet other) {
        return other.isEmpty() || isEmpty() ? this : combined(other, Rule.DIFFERENCE);
    }

    FieldSet intersection(FieldSet other) {
        return is(other) || isEmpty() ? this : combined(other, Rule.INTERSECTION);
    }

    private enum Rule {
        UNION(true, true),
        DIFFERENCE(true, false),
        INTERSECTION(false, false);

        private final boolean keepsMine;
        private final boolean keepsOther;

        Rule(boolean keepsMine, boolean keepsOther) {
            this.keepsMine = keepsMine;
            this.keepsOther = keepsOther;
        }

        boolean member(boolean mine, boolean other) {
            return switch (this) {
                case UNION -> mine || other;
                case DIFFERENCE -> mine && !other;
                case INTERSECTION -> mine && other;
            };
        }

        FieldSet both(FieldSet mine, FieldSet other) {
            return switch (this) {
                case UNION -> mine.union(other);
                case DIFFERENCE -> mine.difference(other);
                case INTERSECTION -> mine.intersection(other);
            };
        }
    }

    private FieldSet combined(FieldSet other, Rule rule) {
        var result = new Builder(elements.length + (rule.keepsOther ? other.elements.length : 0));
        var i = 0;
        var j = 0;
        while (i < elements.length || j < other.elements.length) {
            var order = compare(i, other, j);
            if (order == 0) {
                result.add(elements[i], rule.both(children[i], other.children[j]));
            } else if (order < 0 && rule.keepsMine) {
                result.add(elements[i], children[i]);
            } else if (order > 0 && rule.keepsOther) {
                result.add(other.elements[j], other.children[j]);
            }
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        return result.build(rule.member(member, other.member), this);
    }

    private int compare(int mine, FieldSet other, int others) {
        if (mine == elements.length) {
            return 1;
        }
        return others == other.elements.length ? -1 : elements[mine].compareTo(other.elements[others]);
    }

    /** Gathers children in order. */
    private static final class Builder {
        private final String[] elements;
        private final FieldSet[] children;
        private int size;

        Builder(int most) {
            elements = new String[most];
            children = new FieldSet[most];
        }

        void add(String element, FieldSet child) {
            if (!child.isEmpty()) {
                elements[size] = element;
                children[size] = child;
                size++;
            }
        }

        /** The set that was before, if it is the same. */
        FieldSet build(boolean member, FieldSet before) {
            if (size == 0) {
                return member ? LEAF : EMPTY;
            }
            return before.has(member, children, size)
                    ? before
                    : new FieldSet(member, Arrays.copyOf(elements, size), Arrays.copyOf(children, size));
        }
    }

    /** As many children as before, and each of them the same one, are the same elements: they are in order. */
    private boolean has(boolean sameMember, FieldSet[] sameChildren, int size) {
        if (member != sameMember || elements.length != size) {
            return false;
        }
        for (var i = 0; i < size; i++) {
            if (!children[i].is(sameChildren[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Also the fields that paths of this set lead through. (An object is not owned for its fields being owned; what
     * nobody applies any more is removed with its objects, though.)
     */
    FieldSet withParents() {
        if (elements.length == 0) {
            return this;
        }
        var result = new FieldSet[children.length];
        for (var i = 0; i < children.length; i++) {
            var child = children[i].withParents();
            var parent = elements[i].startsWith(PathElement.FIELD) && !child.member && child.elements.length > 0;
            result[i] = parent ? new FieldSet(true, child.elements, child.children) : child;
        }
        return new FieldSet(member, elements, result);
    }

    /** All paths, as kube-apiserver lists them: those of this level first. */
    List<List<String>> paths() {
        var paths = new ArrayList<List<String>>();
        if (member) {
            paths.add(List.of());
        }
        collect(List.of(), paths);
        return paths;
    }

    private void collect(List<String> prefix, List<List<String>> paths) {
        for (var i = 0; i < elements.length; i++) {
            if (children[i].member) {
                paths.add(joined(prefix, elements[i]));
            }
        }
        for (var i = 0; i < elements.length; i++) {
            children[i].collect(joined(prefix, elements[i]), paths);
        }
    }

    private static List<String> joined(List<String> prefix, String element) {
        var path = new ArrayList<>(prefix);
        path.add(element);
        return path;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldSet set
                && member == set.member
                && Arrays.equals(elements, set.elements)
                && Arrays.equals(children, set.children);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(elements) * 31 + Arrays.hashCode(children) * 31 + Boolean.hashCode(member);
    }

    @Override
    public String toString() {
        return paths().toString();
    }
}
