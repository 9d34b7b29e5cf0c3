package io.podbridge.http.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import io.podbridge.core.kubelet.AccessSettings;
import io.podbridge.core.pod.Pod;
import io.podbridge.http.identity.FakeReviews;
import io.podbridge.testkit.provider.PodFixtures;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Everybody who may come at every door, as kubelet {@code server/auth.go} and its authenticators have it, over TLS. */
class AccessTableTest {

    /**
     * 401: nobody knows who that is. 403: known, but without the right. Anything else: let in. Without an upgrade an
     * exec, attach or port-forward that was let in ends in 400; the node's own logs are not served (501).
     *
     * <p>Certificates and tokens bear the name of their user, who is called as what it may get of the node; apiserver
     * may do all to {@code nodes/proxy}, reader may get stats and metrics, and anonymous may get {@code nodes/healthz}.
     * Anyone also lets in who shows nothing, as anonymous; always asks for no rights; open does both.
     */
    private static final String TABLE = """
        server cert      token    clogs exec +exec attach port pods run stats metrics probes logs healthz configz other
        strict -         -        401   401  401   401    401  401  401 401   401     401    401  401     401     401
        strict wrong     -        401   401  401   401    401  401  401 401   401     401    401  401     401     401
        strict stranger  -        403   403  403   403    403  403  403 403   403     403    403  403     403     403
        strict apiserver -        200   400  400   400    400  200  200 403   403     403    403  200     200     404
        strict proxy     -        200   400  403   400    400  200  200 403   403     403    403  200     200     404
        strict log       -        403   403  403   403    403  403  403 403   403     403    501  403     403     403
        strict stats     -        403   403  403   403    403  403  403 200   403     403    403  403     403     403
        strict metrics   -        403   403  403   403    403  403  403 403   200     200    403  403     403     403
        strict pods      -        403   403  403   403    403  200  200 403   403     403    403  403     403     403
        strict healthz   -        403   403  403   403    403  403  403 403   403     403    403  200     403     403
        strict configz   -        403   403  403   403    403  403  403 403   403     403    403  403     200     403
        strict -         wrong    401   401  401   401    401  401  401 401   401     401    401  401     401     401
        strict -         stranger 403   403  403   403    403  403  403 403   403     403    403  403     403     403
        strict -         reader   403   403  403   403    403  403  403 200   200     200    403  403     403     403
        strict -         proxy    200   400  403   400    400  200  200 403   403     403    403  200     200     404
        strict wrong     reader   403   403  403   403    403  403  403 200   200     200    403  403     403     403
        strict stranger  reader   403   403  403   403    403  403  403 403   403     403    403  403     403     403
        anyone -         -        403   403  403   403    403  403  403 403   403     403    403  200     403     403
        anyone wrong     -        401   401  401   401    401  401  401 401   401     401    401  401     401     401
        anyone -         wrong    401   401  401   401    401  401  401 401   401     401    401  401     401     401
        anyone pods      -        403   403  403   403    403  200  200 403   403     403    403  403     403     403
        always -         -        401   401  401   401    401  401  401 401   401     401    401  401     401     401
        always wrong     -        401   401  401   401    401  401  401 401   401     401    401  401     401     401
        always -         wrong    401   401  401   401    401  401  401 401   401     401    401  401     401     401
        always stranger  -        200   400  400   400    400  200  200 200   200     200    501  200     200     404
        always -         stranger 200   400  400   400    400  200  200 200   200     200    501  200     200     404
        open   -         -        200   400  400   400    400  200  200 200   200     200    501  200     200     404
        open   wrong     -        401   401  401   401    401  401  401 401   401     401    401  401     401     401
        """;

    private static final int FIRST_DOOR = 3;
    private static final List<String> SUBRESOURCES =
            List.of("proxy", "log", "stats", "metrics", "pods", "healthz", "configz");

    private static final ActorSystem SYSTEM = Settings.system("access-table");
    private static final Map<String, KubeletServer> SERVERS = new HashMap<>();
    private static final Map<String, HttpClient> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Authorities authorities = Authorities.make(directory, SUBRESOURCES);
        for (String name : Stream.concat(SUBRESOURCES.stream(), Stream.of("-", "wrong", "stranger", "apiserver"))
                .toList()) {
            CLIENTS.put(
                    name,
                    HttpClient.newBuilder()
                            .sslContext(authorities.client(name))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build());
        }
        Optional<Path> authority = Optional.of(authorities.clientAuthority());
        SERVERS.put("strict", start(new AccessSettings(authority, true, false, false)));
        SERVERS.put("anyone", start(new AccessSettings(authority, true, true, false)));
        SERVERS.put("always", start(new AccessSettings(authority, true, false, true)));
        SERVERS.put("open", start(new AccessSettings(authority, true, true, true)));
    }

    @AfterAll
    static void stop() {
        CLIENTS.values().forEach(HttpClient::close);
        SERVERS.values()
                .forEach(server -> server.shutdown("the test is over")
                        .toCompletableFuture()
                        .join());
        SYSTEM.terminate();
        SYSTEM.getWhenTerminated().toCompletableFuture().join();
    }

    @ParameterizedTest(name = "{0}: certificate {1}, token {2}, {3} {4}")
    @MethodSource("cells")
    void whoGetsInWhere(String server, String certificate, String token, String method, String path, int status)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("https://127.0.0.1:" + SERVERS.get(server).port() + path))
                .method(method, BodyPublishers.noBody());
        if (!token.equals("-")) {
            request.header("Authorization", "Bearer " + token);
        }
        assertThat(CLIENTS.get(certificate)
                        .send(request.build(), BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(status);
    }

    static Stream<Arguments> cells() {
        List<String[]> rows = TABLE.lines().map(line -> line.split(" +", -1)).toList();
        String[] doors = rows.getFirst();
        return rows.stream()
                .skip(1)
                .flatMap(row -> IntStream.range(FIRST_DOOR, doors.length)
                        .mapToObj(i -> Arguments.of(
                                row[0], row[1], row[2], method(doors[i]), path(doors[i]), Integer.parseInt(row[i]))));
    }

    private static String method(String door) {
        return door.startsWith("+") ? "POST" : "GET";
    }

    private static String path(String door) {
        return switch (door) {
            case "clogs" -> "/containerLogs/default/web/main";
            case "exec", "+exec" -> "/exec/default/web/main?command=true&output=1";
            case "attach" -> "/attach/default/web/main?output=1";
            case "port" -> "/portForward/default/web";
            case "pods" -> "/pods";
            case "run" -> "/runningpods/";
            case "stats" -> "/stats/summary";
            case "metrics" -> "/metrics/resource";
            case "probes" -> "/metrics/probes";
            case "logs" -> "/logs/";
            case "healthz" -> "/healthz";
            case "configz" -> "/configz";
            case "other" -> "/nothing";
            default -> throw new IllegalArgumentException(door);
        };
    }

    private static KubeletServer start(AccessSettings access) {
        Pod pod = PodFixtures.pod("web").uid("uid-1").container("main", "none").build();
        FakeReviews reviews = new FakeReviews()
                .token("stranger", "stranger")
                .token("reader", "reader")
                .token("proxy", "proxy")
                .allow("kube-apiserver", "get", "proxy")
                .allow("kube-apiserver", "create", "proxy")
                .allow("reader", "get", "stats")
                .allow("reader", "get", "metrics")
                .allow("system:anonymous", "get", "healthz");
        SUBRESOURCES.forEach(name -> reviews.allow(name, "get", name));
        return KubeletServer.start(
                        SYSTEM, Settings.with(access), new LocalNode(pod, new LocalContainers(SYSTEM)), reviews)
                .toCompletableFuture()
                .join();
    }
}
