package io.podbridge.core.kube;

/** The tag of an image, and the pull policy that the API server sets for it (pkg/apis/core/v1/defaults.go). */
final class ImageTag {
    private static final String LATEST = "latest";

    private ImageTag() {}

    /** {@code Always} for the tag {@code latest}, also where it is not written out; {@code IfNotPresent} otherwise. */
    static String defaultPullPolicy(String image) {
        int digest = image.indexOf('@');
        String name = digest < 0 ? image : image.substring(0, digest);
        int colon = name.indexOf(':', name.lastIndexOf('/') + 1);
        boolean latest = colon < 0 ? digest < 0 : name.substring(colon + 1).equals(LATEST);
        return latest ? "Always" : "IfNotPresent";
    }
}
