package io.podbridge.core.lifecycle.protocol;

import io.podbridge.core.pod.ProviderFailure;

/** The Kubernetes Events on a pod; the reasons are those that Virtual Kubelet's users know. */
public final class Notes {
    /** The reason of a failure that names fields of the pod. */
    public static final String UNSUPPORTED = "UnsupportedFields";

    private Notes() {}

    /** The platform has made the pod. */
    public static Effect created() {
        return normal("ProviderCreateSuccess", "Create pod in provider successfully");
    }

    /** What runs follows the changed pod. */
    public static Effect updated() {
        return normal("ProviderUpdateSuccess", "Update pod in provider successfully");
    }

    /** Nothing of the pod is left on the platform. */
    public static Effect deleted() {
        return normal("ProviderDeleteSuccess", "Delete pod in provider successfully");
    }

    /** The platform did not say whether it has the pod. */
    public static Effect locateFailed(ProviderFailure failure) {
        return warning("ProviderLocateFailed", words(failure));
    }

    /** The platform did not make the pod. */
    public static Effect createFailed(ProviderFailure failure) {
        return warning("ProviderCreateFailed", words(failure));
    }

    /** What runs does not follow the changed pod. */
    public static Effect updateFailed(ProviderFailure failure) {
        return warning("ProviderUpdateFailed", words(failure));
    }

    /** The platform did not delete the pod. */
    public static Effect deleteFailed(ProviderFailure failure) {
        return warning("ProviderDeleteFailed", words(failure));
    }

    /** The platform does not act on these fields. */
    public static Effect ignored(String fields) {
        return warning("FieldsIgnored", "The platform does not act on these fields: " + fields);
    }

    /** These ephemeral containers do not run. */
    public static Effect notRun(String ephemeralContainers, String message) {
        return warning(UNSUPPORTED, "Ephemeral container " + ephemeralContainers + " does not run: " + message);
    }

    /** The containers are lost, for this reason. */
    public static Effect lost(String reason, String message) {
        return warning(reason, message);
    }

    /** The API object vanished, and nobody was seen to delete it. */
    public static Effect objectGone() {
        return warning(
                "PodObjectGone",
                "The API server no longer has the pod, though nobody was seen to delete it: its containers are stopped"
                        + " with their grace period");
    }

    /** The pod's deadline is over. */
    public static Effect overdue() {
        return warning("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
    }

    /** The API server does not take the status. */
    public static Effect statusRefused(String message) {
        return warning("StatusRefused", "The API server does not take the status: " + message);
    }

    private static String words(ProviderFailure failure) {
        return failure.reason() + ": " + failure.message();
    }

    private static Effect normal(String reason, String message) {
        return new Effect.Note(false, reason, message);
    }

    private static Effect warning(String reason, String message) {
        return new Effect.Note(true, reason, message);
    }
}
