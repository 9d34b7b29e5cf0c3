package io.podbridge.devcluster.http;

import io.podbridge.devcluster.discovery.Discovery;
import io.podbridge.devcluster.discovery.Discovery.Aggregated;
import io.podbridge.devcluster.openapi.OpenApi;
import io.podbridge.devcluster.request.RequestPath;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What is no object: discovery, the schema of the kinds, version, health. Thread-safe. */
final class Documents {
    private static final List<String> HEALTH = List.of("healthz", "livez", "readyz");

    private final Discovery discovery;
    private final OpenApi openApi;

    Documents(Discovery discovery, OpenApi openApi) {
        this.discovery = discovery;
        this.openApi = openApi;
    }

    HttpResponse handle(RequestPath.Other other, Call call) {
        call.ignoreBody();
        if (!List.of("get", "head").contains(call.info().verb())) {
            return Replies.failure(Refusals.methodNotAllowed());
        }
        var path = other.path().length() > 1 ? other.path().replaceFirst("/+$", "") : other.path();
        return health(path, call)
                .or(() -> metrics(path))
                .or(() -> aggregated(path, call))
                .or(() -> discovery.document(path).map(document -> Replies.json(200, document)))
                .or(() -> schema(path).map(document -> Replies.json(200, document)))
                .orElseGet(() -> Replies.text(404, "404 page not found\n"));
    }

    private static Optional<HttpResponse> health(String path, Call call) {
        var probe = path.split("/", 3);
        if (probe.length < 2 || !HEALTH.contains(probe[1])) {
            return Optional.empty();
        }
        return Optional.of(Replies.text(
                200, call.info().query().has("verbose") ? "[+]ping ok\n" + probe[1] + " check passed\n" : "ok"));
    }

    private Optional<HttpResponse> aggregated(String path, Call call) {
        return MediaRange.parse(call.header("Accept")).stream()
                .filter(range -> range.accepts("application/json"))
                .findFirst()
                .filter(range -> range.parameter("as").equals("APIGroupDiscoveryList"))
                .flatMap(range -> Arrays.stream(Aggregated.values())
                        .filter(form -> form.version().equals(range.parameter("v")))
                        .findFirst())
                .flatMap(form -> discovery
                        .aggregated(path, form)
                        .map(document -> Replies.json(200, document)
                                .withEntity(HttpEntities.create(
                                        ContentTypes.parse("application/json;g=apidiscovery.k8s.io;v=" + form.version()
                                                + ";as=APIGroupDiscoveryList"),
                                        document))));
    }

    private Optional<byte[]> schema(String path) {
        return path.equals("/openapi/v3") ? Optional.of(openApi.index()) : openApi.document(path);
    }

    private static Optional<HttpResponse> metrics(String path) {
        if (!path.equals("/metrics")) {
            return Optional.empty();
        }
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return Optional.of(Replies.text(200, "# TYPE process_heap_bytes gauge\nprocess_heap_bytes " + heap + "\n"));
    }
}
