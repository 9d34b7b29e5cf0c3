package io.podbridge.devcluster.admission;

import io.podbridge.devcluster.json.Json;
import io.podbridge.devcluster.resource.ResourceType;
import io.podbridge.devcluster.resource.ResourceTypes;
import io.podbridge.devcluster.store.ObjectStore;
import io.podbridge.devcluster.store.Selection;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Gives new Services an address and node ports; nothing listens there. Thread-safe. */
public final class ClusterAddresses {
    private static final int ADDRESSES = 65_536;
    /** The first ones are left to those that ask for them by name, as kube-apiserver does. */
    private static final int FIRST_ADDRESS = 256;

    private static final int FIRST_PORT = 30_000;
    private static final int PORTS = 2_768;

    private final ObjectStore store;
    private int addresses;
    private int ports;

    public ClusterAddresses(ObjectStore store) {
        this.store = store;
    }

    /** Does nothing for other kinds. */
    public void assign(ResourceType type, ObjectNode object) {
        if (type.equals(ResourceTypes.SERVICES)) {
            service(Json.ensure(object, "spec"));
        }
    }

    private synchronized void service(ObjectNode spec) {
        String type = Json.text(spec, "type");
        if (type.equals("ExternalName")) {
            return;
        }
        String given = Json.text(spec, "clusterIP");
        String address = given.isEmpty() ? free() : given;
        spec.put("clusterIP", address);
        spec.putArray("clusterIPs").add(address);
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            Json.objects(spec, "ports").forEach(port -> Fill.positive(port, "nodePort", FIRST_PORT + ports++ % PORTS));
        }
    }

    private String free() {
        Set<String> taken = new HashSet<>();
        store.snapshot(ResourceTypes.SERVICES)
                .all(Selection.ALL)
                .forEach(each -> taken.add(Json.text(each.tree(), "spec", "clusterIP")));
        String address = next();
        for (int i = 0; i < ADDRESSES && taken.contains(address); i++) {
            address = next();
        }
        return address;
    }

    private String next() {
        int number = FIRST_ADDRESS + addresses++ % (ADDRESSES - FIRST_ADDRESS - 1);
        return "10.96." + number / 256 + "." + number % 256;
    }
}
