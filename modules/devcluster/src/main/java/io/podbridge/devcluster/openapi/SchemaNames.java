package io.podbridge.devcluster.openapi;

import java.util.Set;
import java.util.regex.Pattern;

/** How Kubernetes names the schema of a model class, such as {@code io.k8s.api.core.v1.Pod}. */
final class SchemaNames {
    static final String INT_OR_STRING = "io.k8s.apimachinery.pkg.util.intstr.IntOrString";
    static final String QUANTITY = "io.k8s.apimachinery.pkg.api.resource.Quantity";
    static final String LIST_META = "io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta";

    private static final String MODEL = "io.fabric8.kubernetes.api.model";
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.";
    private static final Pattern VERSION = Pattern.compile("v\\d+((alpha|beta)\\d+)?");
    /** They live beside those of the core group in the model. */
    private static final Set<String> META_TYPES = Set.of(
            "Condition",
            "FieldSelectorRequirement",
            "LabelSelector",
            "LabelSelectorRequirement",
            "ListMeta",
            "ManagedFieldsEntry",
            "ObjectMeta",
            "OwnerReference",
            "ShardInfo");

    private SchemaNames() {}

    static String of(Class<?> model) {
        String group = model.getPackageName().equals(MODEL)
                ? ""
                : model.getPackageName().substring(MODEL.length() + 1);
        if (group.isEmpty()) {
            String simple = model.getSimpleName();
            return META_TYPES.contains(simple) ? META + simple : "io.k8s.api.core.v1." + simple;
        }
        String last = group.substring(group.lastIndexOf('.') + 1);
        // Packages of groups that have had one version only do not name it.
        String versioned = VERSION.matcher(last).matches() ? group : group + ".v1";
        return "io.k8s.api." + versioned + "." + model.getSimpleName();
    }

    static String reference(String name) {
        return "#/components/schemas/" + name;
    }
}
