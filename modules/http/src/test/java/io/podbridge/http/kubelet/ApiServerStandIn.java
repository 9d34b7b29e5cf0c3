package io.podbridge.http.kubelet;

import io.podbridge.core.kubelet.KubeletSettings;
import io.podbridge.core.pod.Pod;
import io.podbridge.http.channel.Connections;
import io.podbridge.http.identity.ClientCertificates;
import io.podbridge.http.identity.FakeReviews;
import io.podbridge.http.identity.Gate;
import io.podbridge.http.identity.ServingCertificate;
import io.podbridge.testkit.provider.PodFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.http.javadsl.ConnectionContext;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.util.ByteString;

/**
 * What kubectl needs of an API server to reach one pod; its exec, attach, log and portforward are the kubelet's routes
 * in the same process, so kubectl talks with our end of the wire without anybody in between.
 */
final class ApiServerStandIn implements AutoCloseable {

    private static final String POD = "/api/v1/namespaces/default/pods/web";

    final ActorSystem system = Settings.system("kubelet");
    final LocalContainers containers = new LocalContainers(system);
    final Connections connections = new Connections(1000);
    private final KubeletRoutes routes;
    private final ServerBinding binding;

    ApiServerStandIn() {
        Pod pod = PodFixtures.pod("web").uid("uid-1").container("main", "none").build();
        KubeletSettings settings = Settings.with(Settings.OPEN);
        ClientCertificates nobody = ClientCertificates.of(Optional.empty());
        Gate gate = new Gate("node-1", Settings.OPEN, nobody, new FakeReviews(), Clock.systemUTC());
        routes = KubeletServer.routes(
                system, settings, new LocalNode(pod, containers), gate, connections, KillSwitches.shared("logs"));
        ServingCertificate certificate = ServingCertificate.selfSigned("x", List.of("127.0.0.1"), nobody);
        binding = Http.get(system)
                .newServerAt("127.0.0.1", 0)
                .withSettings(ServerHttp.settings(system, settings))
                .enableHttps(ConnectionContext.httpsServer(certificate::engine))
                .bind(this::handle)
                .toCompletableFuture()
                .join();
    }

    int port() {
        return binding.localAddress().getPort();
    }

    Path kubeconfig(Path directory) throws IOException {
        return Files.writeString(directory.resolve("kubeconfig"), """
            {"apiVersion": "v1", "kind": "Config", "current-context": "c",
             "clusters": [{"name": "c", "cluster": {"server": "https://127.0.0.1:%d", "insecure-skip-tls-verify": true}}],
             "contexts": [{"name": "c", "context": {"cluster": "c", "user": "u"}}],
             "users": [{"name": "u", "user": {"token": "t"}}]}
            """.formatted(port()));
    }

    @Override
    public void close() {
        binding.terminate(Duration.ofSeconds(1)).toCompletableFuture().join();
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }

    private CompletionStage<HttpResponse> handle(HttpRequest request) {
        String path = request.getUri().path();
        if (path.startsWith(POD + "/")) {
            return routes.handle(request.withUri(kubeletUri(path.substring(POD.length() + 1), request)));
        }
        String document = switch (path) {
            case "/api" -> "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}";
            case "/apis" -> "{\"kind\":\"APIGroupList\",\"apiVersion\":\"v1\",\"groups\":[]}";
            case "/api/v1" ->
                "{\"kind\":\"APIResourceList\",\"groupVersion\":\"v1\",\"resources\":[{\"name\":\"pods\","
                        + "\"singularName\":\"pod\",\"namespaced\":true,\"kind\":\"Pod\","
                        + "\"verbs\":[\"get\",\"list\"],\"shortNames\":[\"po\"]}]}";
            case POD ->
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"web\","
                        + "\"namespace\":\"default\",\"uid\":\"uid-1\"},\"spec\":{\"containers\":[{"
                        + "\"name\":\"main\",\"image\":\"none\",\"stdin\":true}]},"
                        + "\"status\":{\"phase\":\"Running\"}}";
            default -> "";
        };
        return CompletableFuture.completedStage(
                document.isEmpty() ? Replies.text(404, path) : Replies.json(ByteString.fromString(document)));
    }

    /** As {@code registry/core/pod/strategy.go} builds it. */
    private static String kubeletUri(String subresource, HttpRequest request) {
        String query = request.getUri()
                .rawQueryString()
                .orElse("")
                .replace("stdin=true", "input=1")
                .replace("stdout=true", "output=1")
                .replace("stderr=true", "error=1")
                .replace("tty=true", "tty=1");
        String route = switch (subresource) {
            case "exec" -> "/exec/default/web/main";
            case "attach" -> "/attach/default/web/main";
            case "portforward" -> "/portForward/default/web";
            case "log" -> "/containerLogs/default/web/main";
            default -> "/nothing";
        };
        return "https://127.0.0.1" + route + "?" + query;
    }
}
