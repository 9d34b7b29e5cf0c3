package io.podbridge.devcluster.table;

import static io.podbridge.devcluster.table.Column.flag;
import static io.podbridge.devcluster.table.Column.named;
import static io.podbridge.devcluster.table.Column.number;
import static io.podbridge.devcluster.table.Column.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Volumes, their claims, classes and drivers. */
final class StorageColumns {
    private static final String UNSET = "<unset>";
    private static final String BETA_CLASS = "volume.beta.kubernetes.io/storage-class";
    private static final Column CLASS = text("StorageClass", StorageColumns::storageClass);
    private static final Column ATTRIBUTES_CLASS =
            text("VolumeAttributesClass", volume -> volume.textOr(UNSET, "spec", "volumeAttributesClassName"));
    private static final Column MODE = text("VolumeMode", volume -> volume.textOr(UNSET, "spec", "volumeMode"))
            .inWide();
    private static final Column STATUS =
            text("Status", volume -> volume.deleted() ? "Terminating" : volume.text("status", "phase"));

    static final List<Column> VOLUMES = List.of(
            Column.NAME,
            text("Capacity", volume -> volume.textOr("0", "spec", "capacity", "storage")),
            text("Access Modes", volume -> accessModes(volume, "spec")),
            text("Reclaim Policy", volume -> volume.text("spec", "persistentVolumeReclaimPolicy")),
            STATUS,
            text("Claim", StorageColumns::claim),
            CLASS,
            ATTRIBUTES_CLASS,
            text("Reason", volume -> volume.text("status", "reason")),
            Column.AGE,
            MODE);

    static final List<Column> CLAIMS = List.of(
            Column.NAME,
            STATUS,
            text("Volume", claim -> claim.text("spec", "volumeName")),
            text("Capacity", claim -> bound(claim) ? claim.textOr("0", "status", "capacity", "storage") : ""),
            text("Access Modes", claim -> bound(claim) ? accessModes(claim, "status") : ""),
            CLASS,
            ATTRIBUTES_CLASS,
            Column.AGE,
            MODE);

    static final List<Column> STORAGE_CLASSES = List.of(
            named("Name", type -> withDefaultMark(type, "storageclass.kubernetes.io/is-default-class")),
            text("Provisioner", type -> type.text("provisioner")),
            text("ReclaimPolicy", type -> type.textOr("Delete", "reclaimPolicy")),
            text("VolumeBindingMode", type -> type.textOr("Immediate", "volumeBindingMode")),
            flag("AllowVolumeExpansion", type -> type.flag(false, "allowVolumeExpansion"))
                    .as("string"),
            Column.AGE);

    static final List<Column> CSI_DRIVERS = List.of(
            Column.NAME,
            flag("AttachRequired", driver -> driver.flag(true, "spec", "attachRequired")),
            flag("PodInfoOnMount", driver -> driver.flag(false, "spec", "podInfoOnMount")),
            flag("StorageCapacity", driver -> driver.flag(false, "spec", "storageCapacity")),
            text("TokenRequests", StorageColumns::audiences),
            flag("RequiresRepublish", driver -> driver.flag(false, "spec", "requiresRepublish")),
            text("Modes", StorageColumns::lifecycleModes),
            Column.AGE);

    static final List<Column> CSI_NODES = List.of(
            Column.NAME, number("Drivers", node -> node.at("spec", "drivers").size()), Column.AGE);

    static final List<Column> ATTACHMENTS = List.of(
            Column.NAME,
            named("Attacher", attachment -> attachment.text("spec", "attacher")),
            text("PV", attachment -> attachment.text("spec", "source", "persistentVolumeName")),
            text("Node", attachment -> attachment.text("spec", "nodeName")),
            flag("Attached", attachment -> attachment.flag(false, "status", "attached")),
            Column.AGE);

    private StorageColumns() {}

    /** The name, with a mark if an annotation makes it the default of its kind. */
    static String withDefaultMark(Subject type, String annotation) {
        String name = type.text("metadata", "name");
        return type.text("metadata", "annotations", annotation).equals("true") ? name + " (default)" : name;
    }

    private static String storageClass(Subject volume) {
        return volume.textOr(volume.text("spec", "storageClassName"), "metadata", "annotations", BETA_CLASS);
    }

    private static boolean bound(Subject claim) {
        return !claim.text("spec", "volumeName").isEmpty();
    }

    private static String claim(Subject volume) {
        return volume.has("spec", "claimRef")
                ? volume.text("spec", "claimRef", "namespace") + "/" + volume.text("spec", "claimRef", "name")
                : "";
    }

    private static String accessModes(Subject volume, String part) {
        Map<String, String> letters = new LinkedHashMap<>();
        letters.put("ReadWriteOnce", "RWO");
        letters.put("ReadOnlyMany", "ROX");
        letters.put("ReadWriteMany", "RWX");
        letters.put("ReadWriteOncePod", "RWOP");
        Set<String> modes =
                volume.each(part, "accessModes").map(mode -> mode.asString("")).collect(Collectors.toSet());
        letters.keySet().retainAll(modes);
        return String.join(",", letters.values());
    }

    private static String audiences(Subject driver) {
        return driver.has("spec", "tokenRequests")
                ? Subject.joined(driver.at("spec", "tokenRequests"), "audience")
                : UNSET;
    }

    private static String lifecycleModes(Subject driver) {
        String modes = Subject.joined(driver.at("spec", "volumeLifecycleModes"));
        return modes.isEmpty() ? "<none>" : modes;
    }
}
