package io.podbridge.devcluster.resource;

/** The groups, each in the one version that is served. */
public final class GroupVersions {
    public static final GroupVersion CORE = new GroupVersion("", "v1");
    public static final GroupVersion APPS = new GroupVersion("apps", "v1");
    public static final GroupVersion AUTHENTICATION = new GroupVersion("authentication.k8s.io", "v1");
    public static final GroupVersion AUTHORIZATION = new GroupVersion("authorization.k8s.io", "v1");
    public static final GroupVersion AUTOSCALING = new GroupVersion("autoscaling", "v2");
    public static final GroupVersion BATCH = new GroupVersion("batch", "v1");
    public static final GroupVersion CERTIFICATES = new GroupVersion("certificates.k8s.io", "v1");
    public static final GroupVersion COORDINATION = new GroupVersion("coordination.k8s.io", "v1");
    public static final GroupVersion DISCOVERY = new GroupVersion("discovery.k8s.io", "v1");
    public static final GroupVersion EVENTS = new GroupVersion("events.k8s.io", "v1");
    public static final GroupVersion METRICS = new GroupVersion("metrics.k8s.io", "v1beta1");
    public static final GroupVersion NETWORKING = new GroupVersion("networking.k8s.io", "v1");
    public static final GroupVersion NODE = new GroupVersion("node.k8s.io", "v1");
    public static final GroupVersion POLICY = new GroupVersion("policy", "v1");
    public static final GroupVersion RBAC = new GroupVersion("rbac.authorization.k8s.io", "v1");
    public static final GroupVersion SCHEDULING = new GroupVersion("scheduling.k8s.io", "v1");
    public static final GroupVersion STORAGE = new GroupVersion("storage.k8s.io", "v1");
    /** Only for {@code Scale}, the body of scale subresources. */
    public static final GroupVersion AUTOSCALING_V1 = new GroupVersion("autoscaling", "v1");

    private GroupVersions() {}
}
