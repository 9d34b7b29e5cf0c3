package io.podbridge.devcluster.control.workload;

/** Bodies of requests. */
final class Workloads {
    private Workloads() {}

    static String deployment(String name, int replicas, String strategy) {
        return """
            {"metadata":{"name":"%1$s"},"spec":{"replicas":%2$d,"strategy":%3$s,
             "selector":{"matchLabels":{"app":"%1$s"}},
             "template":{"metadata":{"labels":{"app":"%1$s"}},
              "spec":{"containers":[{"name":"c","image":"nginx:1"}]}}}}\
            """.formatted(name, replicas, strategy);
    }

    static String rolling(String surge, String unavailable) {
        return """
            {"type":"RollingUpdate","rollingUpdate":{"maxSurge":%s,"maxUnavailable":%s}}\
            """.formatted(surge, unavailable);
    }

    /** A strategic or merge patch. */
    static String image(String image) {
        return """
            {"spec":{"template":{"spec":{"containers":[{"name":"c","image":"%s"}]}}}}\
            """.formatted(image);
    }

    static String replicaSet(String name, int replicas) {
        return """
            {"metadata":{"name":"%1$s"},"spec":{"replicas":%2$d,
             "selector":{"matchLabels":{"app":"%1$s"}},
             "template":{"metadata":{"labels":{"app":"%1$s"}},
              "spec":{"containers":[{"name":"c","image":"nginx:1"}]}}}}\
            """.formatted(name, replicas);
    }

    static String pod(String name, String app) {
        return """
            {"metadata":{"name":"%s","labels":{"app":"%s"}},
             "spec":{"containers":[{"name":"c","image":"nginx:1"}]}}\
            """.formatted(name, app);
    }

    /** @param more further fields of the spec, each followed by a comma */
    static String job(String name, String more) {
        return """
            {"metadata":{"name":"%s"},"spec":{%s
             "template":{"spec":{"restartPolicy":"Never","containers":[{"name":"c","image":"busybox:1"}]}}}}\
            """.formatted(name, more);
    }
}
