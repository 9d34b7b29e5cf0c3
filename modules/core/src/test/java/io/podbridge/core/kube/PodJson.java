package io.podbridge.core.kube;

import io.podbridge.core.pod.Pod;
import java.nio.charset.StandardCharsets;

/** Pods as kube-apiserver writes them. */
final class PodJson {

    /** Seen from kube-apiserver 1.36.3, with everything that this package reads, and the defaults that it adds. */
    static final String FULL = """
        {"kind":"Pod","apiVersion":"v1","metadata":{"name":"web-0","namespace":"shop","uid":"u-1",
        "resourceVersion":"4711","generation":3,"creationTimestamp":"2026-11-23T18:00:00Z",
        "deletionTimestamp":"2026-11-23T18:05:30Z","deletionGracePeriodSeconds":30,"finalizers":["example.org/hold"],
        "labels":{"app":"web"},"annotations":{"note":"a \\"nodeName\\":\\"other\\" in text"},
        "managedFields":[{"manager":"kubectl","operation":"Update","fieldsV1":{"f:spec":{"f:nodeName":{}}}}]},
        "spec":{"volumes":[{"name":"config","configMap":{"name":"web","defaultMode":420}},
          {"name":"kube-api-access-x7k2p","projected":{"sources":[{"serviceAccountToken":{"path":"token"}}]}}],
         "initContainers":[{"name":"sidecar","image":"proxy:1","restartPolicy":"Always","resources":{},
           "volumeMounts":[{"name":"kube-api-access-x7k2p","readOnly":true,"mountPath":"/var/run/secrets"}]}],
         "containers":[{"name":"web","image":"web:1.2","command":["/web"],"args":["--port","8080"],
           "workingDir":"/srv","env":[{"name":"MODE","value":"test"},{"name":"EMPTY"},
             {"name":"IP","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"status.podIP"}}},
             {"name":"CPU","valueFrom":{"resourceFieldRef":{"containerName":"web","resource":"limits.cpu","divisor":"0"}}},
             {"name":"KEY","valueFrom":{"configMapKeyRef":{"name":"web","key":"key","optional":true}}},
             {"name":"PASSWORD","valueFrom":{"secretKeyRef":{"name":"web","key":"password"}}},
             {"name":"NEW","valueFrom":{"fileKeyRef":{"path":"x","key":"y"}}}],
           "envFrom":[{"prefix":"A_","configMapRef":{"name":"all"}},{"secretRef":{"name":"all","optional":true}}],
           "resources":{"limits":{"memory":"256Mi"},"requests":{"cpu":"100m","memory":"128Mi"}},
           "volumeMounts":[{"name":"config","mountPath":"/etc/web"},
             {"name":"kube-api-access-x7k2p","readOnly":true,"mountPath":"/var/run/secrets"}],
           "livenessProbe":{"httpGet":{"path":"/"}},"lifecycle":{"preStop":{"sleep":{"seconds":5}}},
           "securityContext":{"privileged":true,"allowPrivilegeEscalation":false},"stdin":false,
           "terminationMessagePath":"/dev/termination-log"}],
         "restartPolicy":"OnFailure","terminationGracePeriodSeconds":30,"activeDeadlineSeconds":600,
         "serviceAccountName":"web","nodeName":"n1","securityContext":{"runAsUser":0,"seccompProfile":{}},
         "hostNetwork":false,"affinity":{},"tolerations":[{"operator":"Exists"}],"priority":0},
        "status":{"phase":"Running","observedGeneration":2,"conditions":[
          {"type":"Ready","status":"False","reason":"ContainersNotReady","message":"not yet","lastProbeTime":null,
           "lastTransitionTime":"2026-11-23T18:00:04Z"},
          {"type":"PodScheduled","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-11-23T18:00:00Z"},
          {"type":"Initialized","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-11-23T18:00:02Z"}],
         "hostIP":"10.0.0.1","podIP":"10.1.0.7","startTime":"2026-11-23T18:00:01Z","containerStatuses":[
          {"name":"web","image":"web:1.2","imageID":"","containerID":"simulated://7","ready":false,"started":true,
           "restartCount":2,"state":{"running":{"startedAt":"2026-11-23T18:00:03Z"}},
           "lastState":{"terminated":{"exitCode":137,"signal":9,"reason":"OOMKilled","startedAt":null,
             "finishedAt":"2026-11-23T18:00:02Z"}}}],"qosClass":"Burstable"}}
        """;

    private PodJson() {}

    /** Small, of a node, on one line. */
    static String of(String uid, String node, String version) {
        return """
            {"kind":"Pod","apiVersion":"v1","metadata":{"name":"p-%s","namespace":"default","uid":"%s",\
            "resourceVersion":"%s"},"spec":{"containers":[{"name":"c","image":"i"}],"nodeName":"%s"},\
            "status":{"phase":"Pending"}}\
            """.formatted(uid, uid, version, node);
    }

    static String event(String type, String object) {
        return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
    }

    static Pod decode(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return new PodDecoder().decode(bytes, 0, bytes.length).pod();
    }
}
