package io.podbridge.devcluster.discovery;

import static io.podbridge.devcluster.resource.GroupVersions.APPS;
import static io.podbridge.devcluster.resource.GroupVersions.AUTHENTICATION;
import static io.podbridge.devcluster.resource.GroupVersions.AUTHORIZATION;
import static io.podbridge.devcluster.resource.GroupVersions.AUTOSCALING;
import static io.podbridge.devcluster.resource.GroupVersions.BATCH;
import static io.podbridge.devcluster.resource.GroupVersions.CERTIFICATES;
import static io.podbridge.devcluster.resource.GroupVersions.COORDINATION;
import static io.podbridge.devcluster.resource.GroupVersions.CORE;
import static io.podbridge.devcluster.resource.GroupVersions.DISCOVERY;
import static io.podbridge.devcluster.resource.GroupVersions.EVENTS;
import static io.podbridge.devcluster.resource.GroupVersions.METRICS;
import static io.podbridge.devcluster.resource.GroupVersions.NETWORKING;
import static io.podbridge.devcluster.resource.GroupVersions.NODE;
import static io.podbridge.devcluster.resource.GroupVersions.POLICY;
import static io.podbridge.devcluster.resource.GroupVersions.RBAC;
import static io.podbridge.devcluster.resource.GroupVersions.SCHEDULING;
import static io.podbridge.devcluster.resource.GroupVersions.STORAGE;

import io.podbridge.devcluster.resource.GroupVersion;
import java.util.List;
import java.util.stream.Stream;

/**
 * The groups in the order of kube-apiserver: it decides which kind a name means where two share it. That of the metrics
 * is last, as with metrics-server: {@code pods} are the core group's.
 */
public final class ServedGroups {
    private static final List<GroupVersion> NAMED = List.of(
            APPS,
            EVENTS,
            AUTHENTICATION,
            AUTHORIZATION,
            AUTOSCALING,
            BATCH,
            CERTIFICATES,
            NETWORKING,
            POLICY,
            RBAC,
            STORAGE,
            SCHEDULING,
            COORDINATION,
            NODE,
            DISCOVERY,
            METRICS);

    private ServedGroups() {}

    /** All but the core group, which has no name. */
    public static List<GroupVersion> named() {
        return NAMED;
    }

    /** With the core group first. */
    public static List<GroupVersion> all() {
        return Stream.concat(Stream.of(CORE), NAMED.stream()).toList();
    }
}
