package io.podbridge.core.cluster;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Keeps a replica out that serves another Kubernetes cluster, or believes itself to be another bridge, than the
 * replicas it asks to let it in. Named in {@code conf/cluster.conf}; Pekko makes it, and runs it on both sides.
 *
 * <p>The joining side decides, since it can say both values; it exits with 78. A replica of an earlier version tells
 * nothing, and is let in.
 */
public final class JoinAgreementCheck extends JoinConfigCompatChecker {
    private static final Logger LOG = LoggerFactory.getLogger(JoinAgreementCheck.class);

    static final String KUBERNETES_CLUSTER = "podbridge.agreement.kubernetes-cluster";
    static final String BRIDGE = "podbridge.agreement.bridge";

    /** Not exchanged: the side that is asked sees exchanged keys only, and so knows that it is not the joining one. */
    static final String API_SERVER = "podbridge.agreement.api-server";

    @Override
    public Seq<String> requiredKeys() {
        return sequence(List.of(KUBERNETES_CLUSTER, BRIDGE));
    }

    @Override
    public ConfigValidation check(Config theirs, Config own) {
        var problems = own.hasPath(API_SERVER) ? problems(theirs, own) : List.<String>of();
        problems.forEach(problem -> LOG.error("This replica is not let in: {}", problem));
        return problems.isEmpty() ? Valid.getInstance() : new Invalid(sequence(problems));
    }

    static List<String> problems(Config theirs, Config own) {
        return Stream.of(
                        differs(theirs, own, KUBERNETES_CLUSTER)
                                .map(uid -> "the other replicas serve the Kubernetes cluster whose kube-system has the"
                                        + " UID " + uid + ", the API server of this one (" + own.getString(API_SERVER)
                                        + ") has " + own.getString(KUBERNETES_CLUSTER)
                                        + ": give it the same kubeconfig and context as theirs"),
                        differs(theirs, own, BRIDGE)
                                .map(bridge -> "the other replicas are the bridge " + bridge + ", this one is "
                                        + own.getString(BRIDGE) + ": podbridge.cluster must be the same on all"))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> differs(Config theirs, Config own, String key) {
        return theirs.hasPath(key) && own.hasPath(key) && !theirs.getString(key).equals(own.getString(key))
                ? Optional.of(theirs.getString(key))
                : Optional.empty();
    }

    private static Seq<String> sequence(List<String> list) {
        return CollectionConverters.asScala(list).toSeq();
    }
}
