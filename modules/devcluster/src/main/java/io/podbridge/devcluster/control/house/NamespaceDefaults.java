package io.podbridge.devcluster.control.house;

import static io.podbridge.devcluster.resource.ResourceTypes.CONFIG_MAPS;
import static io.podbridge.devcluster.resource.ResourceTypes.NAMESPACES;
import static io.podbridge.devcluster.resource.ResourceTypes.SERVICE_ACCOUNTS;

import io.podbridge.devcluster.control.reconcile.Action;
import io.podbridge.devcluster.control.reconcile.Change;
import io.podbridge.devcluster.control.reconcile.Controller;
import io.podbridge.devcluster.control.reconcile.Decision;
import io.podbridge.devcluster.control.reconcile.Json;
import io.podbridge.devcluster.control.reconcile.Meta;
import io.podbridge.devcluster.control.reconcile.Observed;
import io.podbridge.devcluster.resource.ObjectKey;
import io.podbridge.devcluster.resource.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The ServiceAccount {@code default} and the ConfigMap {@code kube-root-ca.crt} of each namespace. */
public final class NamespaceDefaults implements Controller {
    private static final String ACCOUNT = "default";
    private static final String ROOT = "kube-root-ca.crt";

    private final String certificate;
    private final Map<String, Meta> namespaces = new HashMap<>();
    private final Set<ObjectKey> there = new HashSet<>();

    /** @param certificate the API server's certificate authority, PEM */
    public NamespaceDefaults(String certificate) {
        this.certificate = certificate;
    }

    @Override
    public String name() {
        return "service-account-controller";
    }

    @Override
    public List<ResourceType> watches() {
        return List.of(NAMESPACES, SERVICE_ACCOUNTS, CONFIG_MAPS);
    }

    @Override
    public Collection<ObjectKey> observe(Change change, Instant now) {
        var key = change.key();
        if (key.type().equals(NAMESPACES)) {
            change.now()
                    .map(Observed::meta)
                    .ifPresentOrElse(
                            namespace -> namespaces.put(key.name(), namespace), () -> namespaces.remove(key.name()));
            return List.of(key);
        }
        if (!key.equals(account(key.namespace())) && !key.equals(root(key.namespace()))) {
            return List.of();
        }
        if (change.now().isPresent()) {
            there.add(key);
        } else {
            there.remove(key);
        }
        return List.of(new ObjectKey(NAMESPACES, "", key.namespace()));
    }

    private static ObjectKey account(String namespace) {
        return new ObjectKey(SERVICE_ACCOUNTS, namespace, ACCOUNT);
    }

    private static ObjectKey root(String namespace) {
        return new ObjectKey(CONFIG_MAPS, namespace, ROOT);
    }

    @Override
    public Decision decide(ObjectKey key, Instant now) {
        var namespace = namespaces.get(key.name());
        if (namespace == null || namespace.deleting()) {
            return Decision.NOTHING;
        }
        var actions = new ArrayList<Action>();
        if (!there.contains(account(key.name()))) {
            var body = Json.object().put("apiVersion", "v1").put("kind", "ServiceAccount");
            body.putObject("metadata").put("name", ACCOUNT).put("namespace", key.name());
            actions.add(new Action.Create(SERVICE_ACCOUNTS, key.name(), body, namespace));
        }
        if (!there.contains(root(key.name()))) {
            var body = Json.object().put("apiVersion", "v1").put("kind", "ConfigMap");
            body.putObject("metadata").put("name", ROOT).put("namespace", key.name());
            body.putObject("data").put("ca.crt", certificate);
            actions.add(new Action.Create(CONFIG_MAPS, key.name(), body, namespace));
        }
        return Decision.of(actions);
    }
}
