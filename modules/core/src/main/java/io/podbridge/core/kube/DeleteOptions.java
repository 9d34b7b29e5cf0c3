package io.podbridge.core.kube;

import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of DELETE requests; each names the UID, so that never a later object of the same name is deleted. */
final class DeleteOptions {

    private DeleteOptions() {}

    /** As the server thinks best. */
    static String of(String uid) {
        return write(options(uid));
    }

    /** At once: without a grace period, since what ran is gone already. */
    static String now(String uid) {
        Map<String, Object> options = options(uid);
        options.put("gracePeriodSeconds", 0);
        return write(options);
    }

    private static Map<String, Object> options(String uid) {
        Map<String, Object> options = new TreeMap<>();
        options.put("apiVersion", "v1");
        options.put("kind", "DeleteOptions");
        options.put("preconditions", Map.of("uid", uid));
        return options;
    }

    private static String write(Map<String, Object> options) {
        return JsonMapper.shared().writeValueAsString(options);
    }
}
