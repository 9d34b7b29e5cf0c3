package io.podbridge.core.environment;

import java.util.regex.Pattern;

/** An object, in the pod's namespace, that a pod takes variables from. */
record Reference(Kind kind, String name) {
    /**
     * A DNS subdomain, as every ConfigMap and Secret is called. The API server does not check the names in a pod's
     * references: one like {@code ../secrets/x} must not become part of a path.
     */
    private static final Pattern OBJECT_NAME = Pattern.compile("[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?");

    /** What may be referred to, and how the kubelet and the API server write it. */
    enum Kind {
        CONFIG_MAP("ConfigMap", "configmap", "configmaps"),
        SECRET("Secret", "secret", "secrets");

        private final String kindName;
        private final String singular;
        private final String resource;

        Kind(String kindName, String singular, String resource) {
            this.kindName = kindName;
            this.singular = singular;
            this.resource = resource;
        }

        String kindName() {
            return kindName;
        }

        String singular() {
            return singular;
        }
    }

    static Reference configMap(String name) {
        return new Reference(Kind.CONFIG_MAP, name);
    }

    static Reference secret(String name) {
        return new Reference(Kind.SECRET, name);
    }

    /** Whether an object can have this name; if not, there is surely none, and none is asked for. */
    boolean canExist() {
        return OBJECT_NAME.matcher(name).matches();
    }

    String path(String namespace) {
        return "/api/v1/namespaces/" + namespace + "/" + kind.resource + "/" + name;
    }
}
