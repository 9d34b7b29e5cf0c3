package io.podbridge.core.pod;

/** What users are told with Kubernetes Events; the reasons are those that Virtual Kubelet's users know. */
final class Notes {
    /** The reason of a failure that names fields of the pod. */
    static final String UNSUPPORTED = "UnsupportedFields";

    private Notes() {}

    static Effect created() {
        return normal("ProviderCreateSuccess", "Create pod in provider successfully");
    }

    static Effect updated() {
        return normal("ProviderUpdateSuccess", "Update pod in provider successfully");
    }

    static Effect deleted() {
        return normal("ProviderDeleteSuccess", "Delete pod in provider successfully");
    }

    static Effect locateFailed(ProviderFailure failure) {
        return warning("ProviderLocateFailed", words(failure));
    }

    static Effect createFailed(ProviderFailure failure) {
        return warning("ProviderCreateFailed", words(failure));
    }

    static Effect updateFailed(ProviderFailure failure) {
        return warning("ProviderUpdateFailed", words(failure));
    }

    static Effect deleteFailed(ProviderFailure failure) {
        return warning("ProviderDeleteFailed", words(failure));
    }

    static Effect ignored(String fields) {
        return warning("FieldsIgnored", "The platform does not act on these fields: " + fields);
    }

    static Effect notRun(String ephemeralContainers, String message) {
        return warning(UNSUPPORTED, "Ephemeral container " + ephemeralContainers + " does not run: " + message);
    }

    static Effect lost(Loss loss) {
        return warning(loss.reason(), loss.message());
    }

    static Effect objectGone() {
        return warning(
                "PodObjectGone",
                "The API server no longer has the pod, though nobody was seen to delete it: its containers are stopped"
                        + " with their grace period");
    }

    static Effect overdue() {
        return warning("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
    }

    static Effect statusRefused(String message) {
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
