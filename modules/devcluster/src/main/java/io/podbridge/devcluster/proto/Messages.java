package io.podbridge.devcluster.proto;

import static java.util.Map.entry;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.kubernetes.client.proto.Meta;
import io.kubernetes.client.proto.V1;
import io.kubernetes.client.proto.V1Apps;
import io.kubernetes.client.proto.V1Authentication;
import io.kubernetes.client.proto.V1Authorization;
import io.kubernetes.client.proto.V1Autoscaling;
import io.kubernetes.client.proto.V1Batch;
import io.kubernetes.client.proto.V1Certificates;
import io.kubernetes.client.proto.V1Coordination;
import io.kubernetes.client.proto.V1Discovery;
import io.kubernetes.client.proto.V1Events;
import io.kubernetes.client.proto.V1Networking;
import io.kubernetes.client.proto.V1Node;
import io.kubernetes.client.proto.V1Policy;
import io.kubernetes.client.proto.V1Rbac;
import io.kubernetes.client.proto.V1Scheduling;
import io.kubernetes.client.proto.V1Storage;
import io.kubernetes.client.proto.V2Autoscaling;
import java.util.Map;
import java.util.Optional;

/** The messages of the kinds. */
final class Messages {
    private static final Map<String, FileDescriptor> BY_API_VERSION = Map.ofEntries(
            entry("v1", V1.getDescriptor()),
            entry("apps/v1", V1Apps.getDescriptor()),
            entry("authentication.k8s.io/v1", V1Authentication.getDescriptor()),
            entry("authorization.k8s.io/v1", V1Authorization.getDescriptor()),
            entry("autoscaling/v1", V1Autoscaling.getDescriptor()),
            entry("autoscaling/v2", V2Autoscaling.getDescriptor()),
            entry("batch/v1", V1Batch.getDescriptor()),
            entry("certificates.k8s.io/v1", V1Certificates.getDescriptor()),
            entry("coordination.k8s.io/v1", V1Coordination.getDescriptor()),
            entry("discovery.k8s.io/v1", V1Discovery.getDescriptor()),
            entry("events.k8s.io/v1", V1Events.getDescriptor()),
            entry("networking.k8s.io/v1", V1Networking.getDescriptor()),
            entry("node.k8s.io/v1", V1Node.getDescriptor()),
            entry("policy/v1", V1Policy.getDescriptor()),
            entry("rbac.authorization.k8s.io/v1", V1Rbac.getDescriptor()),
            entry("scheduling.k8s.io/v1", V1Scheduling.getDescriptor()),
            entry("storage.k8s.io/v1", V1Storage.getDescriptor()),
            entry("meta.k8s.io/v1", Meta.getDescriptor()));

    private Messages() {}

    /** {@code DeleteOptions} and the like belong to every group. */
    static Optional<Descriptor> find(String apiVersion, String kind) {
        return Optional.ofNullable(BY_API_VERSION.get(apiVersion))
                .flatMap(file -> Optional.ofNullable(file.findMessageTypeByName(kind))
                        .or(() -> Optional.ofNullable(Meta.getDescriptor().findMessageTypeByName(kind))));
    }
}
