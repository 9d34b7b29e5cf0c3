package io.podbridge.devcluster.api;

/**
 * The query of a list, as it came: empty where absent. Malformed values are refused with the message of kube-apiserver.
 *
 * @param limit 0 for all
 */
public record ListOptions(
        String labelSelector,
        String fieldSelector,
        long limit,
        String continueToken,
        String resourceVersion,
        String resourceVersionMatch) {
    public static final ListOptions ALL = new ListOptions("", "", 0, "", "", "");

    public static ListOptions fields(String fieldSelector) {
        return new ListOptions("", fieldSelector, 0, "", "", "");
    }

    public static ListOptions labels(String labelSelector) {
        return new ListOptions(labelSelector, "", 0, "", "", "");
    }
}
